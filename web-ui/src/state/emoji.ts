/** The reactions that a click offers, with the names that readers and searchers know them by. */
export const EMOJI: ReadonlyArray<readonly [emoji: string, name: string]> = [
  ["👍", "thumbs up"],
  ["👎", "thumbs down"],
  ["❤️", "heart"],
  ["😂", "tears of joy"],
  ["😮", "surprised"],
  ["😢", "sad"],
  ["🎉", "party"],
  ["🙏", "thanks"],
  ["👀", "eyes"],
  ["🔥", "fire"],
  ["🚀", "rocket"],
  ["💯", "hundred"],
  ["📈", "rising"],
  ["📉", "falling"],
  ["🐂", "bull"],
  ["🐻", "bear"],
  ["💎", "diamond"],
  ["✅", "done"],
  ["❌", "no"],
  ["🤔", "thinking"],
  ["😎", "cool"],
];

export function emojiName(emoji: string): string {
  return EMOJI.find(([known]) => known === emoji)?.[1] ?? emoji;
}

/** Who reacted, in few words. */
export function whoReacted(names: readonly string[]): string {
  const shown = names.slice(0, 10);
  const rest = names.length - shown.length;
  return rest > 0 ? `${shown.join(", ")} and ${rest} more` : shown.join(", ");
}
