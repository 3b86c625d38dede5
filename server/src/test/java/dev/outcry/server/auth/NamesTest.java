package dev.outcry.server.auth;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NamesTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "Ada",
                "Ada Lovelace",
                "José Müller",
                "Nguyễn Thị Minh",
                "Дмитрий",
                "Αθηνά",
                "李小龙",
                "山田太郎 (Taro)",
                "김민수",
                "محمد",
                "می‌خواهم",
                "👩‍🚀",
                "x_X-9"
            })
    void takesWhatPeopleAreCalled(String name) {
        assertThat(Names.clean(name)).contains(name);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "аda", // with a Cyrillic а
                "Аdmin",
                "Βob", // with a Greek Β
                "Ада Lovelace",
                "a\u200bda",
                "a\u200dda",
                "\u200dada",
                "a\u00adda",
                "a\ufeffda",
                "a\u202eda",
                "a\u2066da",
                "\u200b\u200b",
                "a\u0301\u0301\u0301\u0301",
                "a\ue000",
                "admin",
                "ADMIN",
                "Adm\u0456n",
                "adrnin",
                "hоusе",
                "Everyone",
                "\u2800\u2800",
                "a\nb"
            })
    void refusesWhatImitatesOrHides(String name) {
        assertThat(Names.clean(name)).isEmpty();
    }

    @ParameterizedTest(name = "{0} looks like {1}")
    @CsvSource({
        "paypal,paypa1",
        "paypal,PAYPAL",
        "PayPaI,paypal",
        "modern,modem",
        "vvolf,wolf",
        "b0b,bob",
        "a_b,a-b",
        "'a b',a-b",
        "José,jose",
        "Ａｄａ,ada",
        "ﬁsh,fish",
        "сосо,coco",
        "ΡΟΡ,pop",
        "раураl,paypal",
        "ıvan,ivan",
    })
    void looksAlike(String one, String other) {
        assertThat(Collections.disjoint(Looks.of(one), Looks.of(other))).isFalse();
    }

    @ParameterizedTest(name = "{0} doesn''t look like {1}")
    @CsvSource({"ali,all", "ada,adam", "Дмитрий,dmitrij", "bob,bobby", "user-1,user-2"})
    void looksDifferent(String one, String other) {
        assertThat(Collections.disjoint(Looks.of(one), Looks.of(other))).isTrue();
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({
        "ada,ada",
        "Ada,ada",
        "' ada ',ada",
        "a_b-9,a_b-9",
        "jean-marie,jean-marie",
        "bot-12345,bot-12345",
        "ada-1x2y3,''",
        "ada lovelace,''",
        "_ada,''",
        "äda,''",
        "'',''",
    })
    void makesAnIdOfAName(String name, String id) {
        assertThat(Names.id(name).orElse("")).isEqualTo(id);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 5, 8})
    void noGuestsIdCanBeAnAccounts(long seed) {
        People people =
                new People(
                        java.util.Optional.empty(),
                        new java.util.Random(seed),
                        new Passwords(
                                new dev.outcry.server.config.Hashing(8, 1, 1),
                                new java.util.Random(seed)),
                        new Directory(java.util.OptionalLong.empty()));

        for (String name : List.of("Ada", "x", "李小龙")) {
            for (int i = 0; i < 200; i++) {
                assertThat(Names.id(people.guest(name).orElseThrow().id())).isEmpty();
            }
        }
    }
}
