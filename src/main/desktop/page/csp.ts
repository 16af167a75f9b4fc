/**
 * The window's Content-Security-Policy: files of its own origin and nothing else. No inline script or style, no eval,
 * and Trusted Types without any policy, so that no string can become markup or code.
 */
export const CSP = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self'",
  "font-src 'self'",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
  "require-trusted-types-for 'script'",
  "trusted-types 'none'",
].join('; ')
