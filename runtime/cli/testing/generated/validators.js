// Validators of the shop's events.
const isObject = (value) => typeof value === "object" && value !== null;

export function validateOrder(value) {
  return (
    isObject(value) &&
    typeof value.buyer === "string" &&
    Number.isFinite(value.amount) &&
    Number.isSafeInteger(value.at)
  );
}

export function validateSpent(value) {
  return isObject(value) && typeof value.buyer === "string" && Number.isSafeInteger(value.spent);
}
