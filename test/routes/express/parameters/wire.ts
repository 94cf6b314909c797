// No word in here hints at what it handles.
export default function wire<T>(target: T, ...parts: ((target: T) => void)[]) {
  for (const part of parts) part(target);
}
