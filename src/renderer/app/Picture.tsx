import css from './Picture.module.css'

/** Two sockets and what goes between them: the lab in a glance. Decoration. */
export function Picture() {
  return (
    <svg className={css.picture} viewBox="0 0 240 84" width="240" height="84" aria-hidden="true">
      <rect x="2" y="22" width="64" height="40" rx="8" className={css.client} />
      <rect x="174" y="22" width="64" height="40" rx="8" className={css.server} />
      <circle cx="66" cy="42" r="6" className={css.clientSocket} />
      <circle cx="174" cy="42" r="6" className={css.serverSocket} />
      <path d="M80 34H158M152 29L159 34L152 39" className={css.out} />
      <path d="M160 50H82M88 45L81 50L88 55" className={css.back} />
      <path d="M16 36H46M16 44H36" className={css.clientText} />
      <path d="M192 36H224M192 44H212" className={css.serverText} />
    </svg>
  )
}
