package dev.outcry.server.auth;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outcry.protocol.Ids;
import dev.outcry.protocol.ServerMessage.User;
import dev.outcry.server.auth.People.Login;
import dev.outcry.server.config.Hashing;
import dev.outcry.server.config.Network;
import dev.outcry.server.config.Secret;
import java.net.InetAddress;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PeopleTest {
    private final Directory directory = new Directory(OptionalLong.of(77));
    private final Passwords passwords = new Passwords(new Hashing(64, 1, 1), new Random(3));
    private final People people = people(Optional.of(new Secret("open sesame")), directory);

    private People people(Optional<Secret> admin, Directory known) {
        return new People(admin, new Random(7), passwords, known);
    }

    @ParameterizedTest(name = "{0} becomes {1}")
    @CsvSource({
        "Ada,ada",
        "Ada Lovelace,ada-lovelace",
        "'  Ada  ',ada",
        "José Müller,jose-muller",
        "a__b--c,a-b-c",
        "Дмитрий,guest",
        "李小龙,guest",
        "😀,guest",
        "-x-,x",
        "ǅ,dz",
        "administer,administer",
    })
    void makesAnIdOfAName(String name, String slug) {
        User guest = people.guest(name).orElseThrow();

        assertThat(guest.id()).matches(slug + "-[a-z0-9]{5}");
        assertThat(Ids.isSlug(guest.id())).isTrue();
        assertThat(guest.name()).isEqualTo(name.strip());
        assertThat(guest.guest()).isTrue();
    }

    @Test
    void makesAnIdOfTheLongestName() {
        User guest = people.guest("ﷺ".repeat(40)).orElseThrow(); // each becomes 18 letters

        assertThat(Ids.isSlug(guest.id())).isTrue();
        assertThat(Ids.isSlug(people.guest("x".repeat(40)).orElseThrow().id())).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "\u200b",
                "\u200d\ufeff",
                "\u3164",
                "\u0301",
                "a\u0000b",
                "a\nb",
                "a\u0085b",
                "a\u2028b",
                "\u202eabc",
                "abc\u2066",
                "a\u200fb",
                "a\ud800b",
                "12345678901234567890123456789012345678901"
            })
    void refusesNamesThatCannotBeReadOrTrusted(String name) {
        assertThat(people.guest(name)).isEmpty();
    }

    @Test
    void countsCodePoints() {
        assertThat(people.guest("😀".repeat(40))).isPresent();
        assertThat(people.guest("😀".repeat(41))).isEmpty();
    }

    @Test
    void givesEveryGuestAnIdOfItsOwn() {
        Set<String> ids = new HashSet<>();
        Stream.generate(() -> people.guest("Ada").orElseThrow().id())
                .limit(1_000)
                .forEach(ids::add);

        assertThat(ids).hasSize(1_000);
    }

    @Test
    void knowsTheAdministratorByPasswordOnly() {
        assertThat(people.logIn("admin", "open sesame"))
                .isEqualTo(new Login.Right(new User("admin", "admin", "admin"), 77, false));
        assertThat(people.logIn("admin", "open sesam")).isInstanceOf(Login.Wrong.class);
        assertThat(people.logIn("ada", "open sesame")).isInstanceOf(Login.Wrong.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\0", "admin"})
    void hasNoAdministratorWithoutAPassword(String password) {
        People nobody = people(Optional.empty(), new Directory(OptionalLong.empty()));

        assertThat(nobody.logIn("admin", password)).isInstanceOf(Login.Wrong.class);
    }

    @Test
    void knowsAnAccountByItsNameInAnyCase() {
        User ada = new User("ada", "Ada", "member");
        Optional<String> hash = passwords.hash("correct horse");
        directory.put(new Directory.Entry(ada, hash, Optional.empty(), List.of()));
        directory.put("ada", new Directory.Issue(4, Map.of()));

        assertThat(people.logIn(" ADA ", "correct horse"))
                .isEqualTo(new Login.Right(ada, 4, false));
        assertThat(people.logIn("ada", "Correct horse")).isInstanceOf(Login.Wrong.class);
        assertThat(people.logIn("adb", "correct horse")).isInstanceOf(Login.Wrong.class);
    }

    @Test
    void asksForAnotherHashWhenTheParametersHaveChanged() {
        User ada = new User("ada", "Ada", "member");
        String old = new Passwords(new Hashing(32, 2, 2), new Random(4)).hash("word").orElseThrow();
        directory.put(new Directory.Entry(ada, Optional.of(old), Optional.empty(), List.of()));

        assertThat(people.logIn("ada", "word")).isEqualTo(new Login.Right(ada, 0, true));
    }

    @ParameterizedTest(name = "peer {0}, header {1}: {2}")
    @CsvSource({
        "192.0.2.1,'',192.0.2.1",
        "192.0.2.1,198.51.100.7,192.0.2.1",
        "10.0.0.1,'',10.0.0.1",
        "10.0.0.1,198.51.100.7,198.51.100.7",
        "10.0.0.1,'1.1.1.1, 198.51.100.7',198.51.100.7",
        "10.0.0.1,'198.51.100.7, 10.0.0.2',198.51.100.7",
        "10.0.0.1,'10.0.0.3,10.0.0.2',10.0.0.3",
        "10.0.0.1,'198.51.100.7,nonsense',10.0.0.1",
        "10.0.0.1,',',10.0.0.1",
        "10.0.0.1,2001:db8::1,2001:db8:0:0:0:0:0:1",
    })
    void believesOnlyItsProxies(String peer, String header, String client) {
        Addresses addresses = new Addresses(List.of(Network.parse("10.0.0.0/8").orElseThrow()));

        assertThat(addresses.client(InetAddress.ofLiteral(peer), header).getHostAddress())
                .isEqualTo(client);
    }

    @Test
    void countsAnIpv6SiteOnce() {
        assertThat(Addresses.key(InetAddress.ofLiteral("2001:db8:1:2:3::4")))
                .isEqualTo(Addresses.key(InetAddress.ofLiteral("2001:db8:1:2::9")))
                .isNotEqualTo(Addresses.key(InetAddress.ofLiteral("2001:db8:1:3::9")));
        assertThat(Addresses.key(InetAddress.ofLiteral("192.0.2.1"))).isEqualTo("192.0.2.1");
    }
}
