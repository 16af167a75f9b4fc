/** What the kernel's tables say of every socket of the lab, and of those that it watches. */
export function KernelTable() {
  return null
}
