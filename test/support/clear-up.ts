import { afterEach } from 'vitest'
import { clearUp } from './after-each'

// One of vitest's setup files, which it loads for each file of tests.
afterEach(clearUp)
