import { basics } from './wrong/basics'
import { closing } from './wrong/closing'
import { trouble } from './wrong/trouble'
import { tryWrong } from './wrong/try-wrong'

tryWrong([...basics, ...closing, ...trouble])
