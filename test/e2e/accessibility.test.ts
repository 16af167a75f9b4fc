import { testTours } from './support/axe'
import { TOURS } from './support/tours'

testTours(TOURS)
