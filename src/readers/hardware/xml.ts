/** An element with its children; the text of an element that has children is left out. */
export interface Element {
  readonly name: string
  readonly text: string
  readonly children: readonly Element[]
}

interface Open {
  readonly name: string
  text: string
  readonly children: Element[]
}

const TOKEN = /<(?:\?[^>]*\?|![^>]*|(\/?)([A-Za-z_][\w.-]*)[^<>]*?(\/?))>|([^<]+)/gy
const MOST_DEPTH = 32

/**
 * Reads the small, regular XML of `nvidia-smi -q -x`: elements and text. No attributes, entities or CDATA, which it
 * does not use. Undefined for what is not well formed.
 */
export function parseElements(text: string): Element | undefined {
  const stack: Open[] = [{ name: '', text: '', children: [] }]
  TOKEN.lastIndex = 0
  while (TOKEN.lastIndex < text.length) {
    const token = TOKEN.exec(text)
    const top = stack.at(-1)
    if (token === null || top === undefined) return undefined
    const [, closing, name, empty, words] = token
    if (words !== undefined) top.text += words
    else if (name !== undefined && !step(stack, name, closing === '/', empty === '/'))
      return undefined
  }
  return stack.length === 1 ? stack[0]?.children[0] : undefined
}

function step(stack: Open[], name: string, closing: boolean, empty: boolean): boolean {
  if (!closing) stack.push({ name, text: '', children: [] })
  if (!closing && !empty) return stack.length <= MOST_DEPTH
  const done = stack.pop()
  if (done === undefined || done.name !== name) return false
  stack.at(-1)?.children.push({ ...done, text: done.text.trim() })
  return stack.length > 0
}

/** The first child of that name, and so on down the path. */
export function childAt(element: Element, ...path: readonly string[]): Element | undefined {
  return path.reduce<Element | undefined>(
    (from, name) => from?.children.find((child) => child.name === name),
    element,
  )
}
