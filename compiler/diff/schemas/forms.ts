/** Patterns of schemas as regular expressions, each made once. */

const forms = new Map<string, RegExp | null>();

/** Null where it is no regular expression. */
export function formOf(pattern: string): RegExp | null {
  const known = forms.get(pattern);
  if (known !== undefined) return known;
  const form = compiled(pattern);
  forms.set(pattern, form);
  return form;
}

function compiled(pattern: string): RegExp | null {
  try {
    return new RegExp(pattern, "u");
  } catch {
    return null;
  }
}
