import { parseSync } from 'vite'

export interface Module {
  /** What it imports or exports from, types too, in any of the ways that TypeScript has. */
  specifiers: readonly string[]
  /** Every identifier in it, however used. */
  identifiers: ReadonlySet<string>
}

/** Reads a TypeScript module's syntax. Throws if it has errors, for then nothing can be said about it. */
export function readModule(file: string, source: string): Module {
  const { program, errors } = parseSync(file, source)
  if (errors[0]) throw new Error(`${file}: ${errors[0].message}`)
  const specifiers: string[] = []
  const identifiers = new Set<string>()
  visit(program, (node) => {
    if (node.type === 'Identifier') identifiers.add(String(node.name))
    const specifier = literal(node.source) ?? literal(requiredBy(node))
    if (specifier !== undefined) specifiers.push(specifier)
  })
  return { specifiers, identifiers }
}

type Node = Record<string, unknown> & { type: string }

function visit(value: unknown, see: (node: Node) => void): void {
  if (Array.isArray(value)) for (const item of value) visit(item, see)
  else if (isNode(value)) {
    see(value)
    for (const child of Object.values(value)) visit(child, see)
  }
}

function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && 'type' in value && typeof value.type === 'string'
}

/** The argument of `require(…)`, or of `import x = require(…)`. */
function requiredBy(node: Node): unknown {
  if (node.type === 'TSExternalModuleReference') return node.expression
  const { callee, arguments: args } = node
  if (node.type !== 'CallExpression' || !isNode(callee) || callee.name !== 'require') return undefined
  return Array.isArray(args) ? args[0] : undefined
}

function literal(node: unknown): string | undefined {
  return isNode(node) && node.type === 'Literal' && typeof node.value === 'string' ? node.value : undefined
}
