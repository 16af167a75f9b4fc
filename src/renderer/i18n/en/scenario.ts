export const scenario = {}
