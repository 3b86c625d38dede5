package dev.outcry.server.auth;

import java.text.Normalizer;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/// What a name looks like: names of one look can be taken for each other.
///
/// A look is a skeleton after Unicode's UTS 39, by a small table of our own: compatibility forms
/// and accents are taken away, letters of Greek and Cyrillic become the Latin ones that they look
/// like, nought and one the letters, and whatever parts words one dash. Letters of other scripts
/// stay as they are; a name has letters of one script ([Scripts]).
final class Looks {
    // Pairs: each first looks like what follows it, which is one Latin letter.
    private static final String GREEK =
            "αaΑAβbΒBεeΕEΖZηnΗHιiΙIκkΚKΜMνvΝNοoΟOρpΡPσoςcτtΤTυuΥYχxΧXγyωwϲcϳj";
    private static final String CYRILLIC =
            "аaАAВBвbеeЕEѕsЅSіiІIїiЇIјjЈJкkКKмmМMнhНHоoОOрpРPсcСCтtТTуyУYхxХXԁdԛqԝwҮYүyһhҺHѵvгr"
                    + "ьbґr";
    private static final String LATIN = "ıiłlŁLøoØOđdĐDħhĦHŧtŦTɑaɡgſsßBæaœoðdþpƒfǀlⅼlℓl";
    private static final String SIGNS = "0o1l|l";
    private static final char PART = '-';

    private Looks() {}

    /// {@return one or two skeletons: with capitals made small before they are compared, and after,
    /// since a capital I looks like a small L}
    static List<String> of(String name) {
        String plain = plain(name);
        return Stream.of(
                        skeleton(plain.toLowerCase(Locale.ROOT)), skeleton(plain.replace('I', 'l')))
                .distinct()
                .toList();
    }

    private static String plain(String name) {
        String parted = Normalizer.normalize(name, Normalizer.Form.NFKD);
        StringBuilder plain = new StringBuilder(parted.length());
        for (int c : parted.codePoints().toArray()) {
            switch (Character.getType(c)) {
                case Character.NON_SPACING_MARK,
                        Character.ENCLOSING_MARK,
                        Character.FORMAT,
                        Character.CONTROL -> {} // accents, and what nobody sees
                case Character.SPACE_SEPARATOR,
                        Character.DASH_PUNCTUATION,
                        Character.CONNECTOR_PUNCTUATION -> {
                    if (!plain.isEmpty() && plain.charAt(plain.length() - 1) != PART) {
                        plain.append(PART);
                    }
                }
                default -> plain.appendCodePoint(c);
            }
        }
        int last = plain.length() - 1;
        return last > 0 && plain.charAt(last) == PART ? plain.substring(0, last) : plain.toString();
    }

    private static String skeleton(String plain) {
        StringBuilder latin = new StringBuilder(plain.length());
        plain.codePoints().map(Looks::latin).forEach(latin::appendCodePoint);
        return latin.toString().toLowerCase(Locale.ROOT).replace("rn", "m").replace("vv", "w");
    }

    private static int latin(int c) {
        for (String table : List.of(SIGNS, LATIN, CYRILLIC, GREEK)) {
            for (int i = 0; i < table.length(); i += 2) {
                if (table.charAt(i) == c) {
                    return table.charAt(i + 1);
                }
            }
        }
        return c;
    }
}
