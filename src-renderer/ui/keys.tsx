/** A shortcut, key by key. */
export function Keys({ keys }: { keys: readonly string[] }) {
  return (
    <span>
      {keys.map((key, n) => (
        <span key={key}>
          {n > 0 && ' '}
          <kbd>{key}</kbd>
        </span>
      ))}
    </span>
  );
}
