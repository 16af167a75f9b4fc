import type { en } from './en'

/**
 * The same tree of strings as English has. Forms that only English needs (`_one`) are left out: Chinese has
 * one form for every number, so a key that is missing, or one too many, breaks the build.
 */
export type Translation<T = typeof en> = {
  [K in keyof T as K extends `${string}_one` ? never : K]: T[K] extends string ? string : Translation<T[K]>
}
