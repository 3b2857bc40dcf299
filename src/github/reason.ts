interface Failure {
  readonly message?: unknown
  readonly code?: unknown
  readonly cause?: unknown
}

/** Why a request failed, in the words of what failed first: `fetch` itself says no more than that it did. */
export function reasonOf(error: unknown): string {
  const { message, code, cause } = Object(error) as Failure
  if (cause !== undefined && cause !== null) return reasonOf(cause)
  // A host with several addresses none of which answers: an error with a code and no message.
  const said = [message, code].find((words) => typeof words === 'string' && words !== '')
  return typeof said === 'string' ? said : 'unknown'
}
