import { queues } from './wrong/queues'
import { together } from './wrong/together'
import { tryWrong } from './wrong/try-wrong'
import { wider } from './wrong/wider'

tryWrong([...queues, ...wider, ...together])
