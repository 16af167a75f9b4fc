import { ArrowDownToLine, Copy, Minus, Plus } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { Button, buttonClass } from '../ui/Button'
import { Hint } from '../ui/Hint'
import { Arrow } from './Arrow'
import css from './LadderTools.module.css'
import { SCALES } from './layout'

interface Props {
  scale: number
  /** By one step, or `usual`. */
  onZoom: (by: 1 | -1 | 'usual') => void
  calls: boolean
  onCalls: (shown: boolean) => void
  following: boolean
  onFollow: () => void
  onCopy: () => void
}

export function LadderTools({ scale, onZoom, calls, onCalls, following, onFollow, onCopy }: Props) {
  const { t } = useTranslation()
  return (
    <div className={css.bar}>
      <Legend />
      {/* biome-ignore lint/a11y/useSemanticElements: a fieldset is for forms */}
      <div className={css.tools} role="group" aria-label={t('ladder.tools')}>
        <Hint text={t('ladder.callsHint')}>
          <Button look="quiet" small aria-pressed={calls} onClick={() => onCalls(!calls)}>
            {t('ladder.calls')}
          </Button>
        </Hint>
        <Zoom
          label={t('ladder.zoomOut')}
          icon={<Minus size={13} aria-hidden="true" />}
          possible={scale > 0}
          onPress={() => onZoom(-1)}
        />
        <Zoom
          label={t('ladder.zoomIn')}
          icon={<Plus size={13} aria-hidden="true" />}
          possible={scale < SCALES.length - 1}
          onPress={() => onZoom(1)}
        />
        <Hint text={t('ladder.followHint')}>
          <Button look="quiet" small aria-pressed={following} onClick={onFollow}>
            <ArrowDownToLine size={13} aria-hidden="true" />
            {t('ladder.follow')}
          </Button>
        </Hint>
        <Hint text={t('ladder.copy')}>
          <Button look="quiet" small aria-label={t('ladder.copy')} onClick={onCopy}>
            <Copy size={13} aria-hidden="true" />
          </Button>
        </Hint>
      </div>
    </div>
  )
}

interface ZoomProps {
  label: string
  icon: React.ReactNode
  possible: boolean
  onPress: () => void
}

function Zoom({ label, icon, possible, onPress }: ZoomProps) {
  return (
    <Hint text={label}>
      <button
        type="button"
        className={buttonClass('quiet', true)}
        aria-label={label}
        aria-disabled={!possible}
        onClick={possible ? onPress : undefined}
      >
        {icon}
      </button>
    </Hint>
  )
}

const KNOWN = ['inferred', 'possible', 'captured'] as const

/** What the lines mean; the rest on hover. */
function Legend() {
  const { t } = useTranslation()
  return (
    <Hint text={t('ladder.legend.note')}>
      {/* biome-ignore lint/a11y/useSemanticElements: a fieldset is for forms */}
      <div
        className={css.legend}
        role="group"
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what it means stands in its hint, which focus shows
        tabIndex={0}
        aria-label={t('ladder.legend.label')}
        aria-description={t('ladder.legend.note')}
      >
        {KNOWN.map((known) => (
          <span key={known} className={css.known}>
            <span className={css.sample}>
              <Arrow
                segment={{
                  from: 'client',
                  flags: 'A',
                  bytes: 0,
                  provenance: known === 'captured' ? 'captured' : 'inferred',
                  confidence: known === 'possible' ? 'possible' : 'exact',
                }}
                leaves={8}
                reaches={8}
                small={false}
              />
            </span>
            {t(`ladder.legend.${known}`)}
          </span>
        ))}
      </div>
    </Hint>
  )
}
