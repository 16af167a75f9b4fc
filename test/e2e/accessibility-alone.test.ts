import { testTours } from './support/axe'
import { SCENES } from './support/scenes'
import { TOURS } from './support/tours'

/** What no tour comes by. */
const onTour = new Set(TOURS.flatMap(({ stops }) => stops.map(({ name }) => name)))
const alone = SCENES.filter(({ name }) => !onTour.has(name))

testTours(alone.map((scene) => ({ name: scene.name, stops: [scene] })))
