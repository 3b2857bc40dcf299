/** HTTPS_PROXY, HTTP_PROXY and NO_PROXY, in either case, as other programs read them. */
export type ProxyEnvironment = Readonly<Record<string, string | undefined>>

/**
 * Sends this process's requests through the proxy that its environment names, as many a self-hosted runner must; `fetch`
 * does not by itself. Without effect on a Node that cannot (before 24.14).
 */
export function followProxy(environment: ProxyEnvironment): void {
  const isNamed = Object.entries(environment).some(
    ([name, value]) => /^https?_proxy$/i.test(name) && value !== undefined && value !== '',
  )
  if (!isNamed) return
  // Not imported: few need it, loading it takes as long as starting Node, and an older Node lacks the function.
  const { setGlobalProxyFromEnv } = process.getBuiltinModule('node:http')
  setGlobalProxyFromEnv?.({ ...environment })
}
