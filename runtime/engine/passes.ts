/** How often a chain of events has passed each limited handler, as a text that travels with it: "a=1,b=2". */

export function passesOf(passes: string | null, handler: string): number {
  for (const part of passes?.split(",") ?? []) {
    const [name, count] = part.split("=");
    if (name === handler) return Number(count) || 0;
  }
  return 0;
}

/** `was` is another name that it had. */
export function withPass(passes: string | null, handler: string, count: number, was?: string): string {
  const others = (passes?.split(",") ?? []).filter((part) => {
    const [name] = part.split("=");
    return name !== handler && name !== was;
  });
  return [...others, `${handler}=${count}`].sort().join(",");
}
