package dev.outcry.server.hub;

import java.text.Normalizer;
import java.util.List;
import java.util.Locale;

/// Words that a room doesn't want to hear. Immutable.
///
/// Case, width and other forms of the same letters make no difference, nor do characters that
/// nobody sees. A word is found where no letter or digit stands beside it.
final class WordFilter {
    private final List<String> words;

    /// @param words as somebody wrote them
    WordFilter(List<String> words) {
        this.words =
                words.stream()
                        .map(WordFilter::fold)
                        .filter(word -> !word.isBlank())
                        .distinct()
                        .toList();
    }

    /// {@return whether one of the words is in a text} Costs as much as the text is long, for each
    /// word.
    boolean finds(String text) {
        String folded = fold(text);
        return words.stream().anyMatch(word -> finds(folded, word));
    }

    private static boolean finds(String text, String word) {
        for (int at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + 1)) {
            int end = at + word.length();
            if ((at == 0 || !joins(text.codePointBefore(at), word.codePointAt(0)))
                    && (end == text.length()
                            || !joins(
                                    word.codePointBefore(word.length()), text.codePointAt(end)))) {
                return true;
            }
        }
        return false;
    }

    /// {@return whether two characters belong to one word}
    private static boolean joins(int left, int right) {
        return Character.isLetterOrDigit(left) && Character.isLetterOrDigit(right);
    }

    private static String fold(String text) {
        StringBuilder seen = new StringBuilder(text.length());
        Normalizer.normalize(text, Normalizer.Form.NFKC)
                .codePoints()
                .filter(c -> Character.getType(c) != Character.FORMAT)
                .forEach(seen::appendCodePoint);
        String cases = seen.toString().toUpperCase(Locale.ROOT).toLowerCase(Locale.ROOT);
        return Normalizer.normalize(cases, Normalizer.Form.NFKC);
    }
}
