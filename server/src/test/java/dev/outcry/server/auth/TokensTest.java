package dev.outcry.server.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import dev.outcry.protocol.Scope;
import dev.outcry.protocol.ServerMessage.User;
import dev.outcry.server.auth.Tokens.Outcome;
import dev.outcry.server.auth.Tokens.Renewal;
import dev.outcry.server.config.Secret;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TokensTest {
    private static final User ADA = new User("ada-1x2y3", "Ada", "guest");
    private static final Secret OLD = new Secret("old ".repeat(8));
    private static final Secret NEW = new Secret("new ".repeat(8));

    private final TestClock clock = new TestClock();
    private final TokenKeys keys = TokenKeys.of(List.of(NEW));
    private final Directory directory = new Directory(OptionalLong.empty());
    private final Tokens tokens = new Tokens(keys, clock, new Random(1), directory);

    @Test
    void knowsItsOwn() {
        Tokens.Issued issued = tokens.issue(ADA, 0);

        assertThat(tokens.verify(issued.access()))
                .isInstanceOfSatisfying(
                        Outcome.Valid.class,
                        valid -> {
                            assertThat(valid.identity().user()).isEqualTo(ADA);
                            assertThat(valid.identity().expiresAt()).isEqualTo(issued.expiresAt());
                        });
        assertThat(issued.expiresAt()).isEqualTo(clock.millis() + Duration.ofHours(1).toMillis());
        assertThat(issued.toString()).doesNotContain(issued.access(), issued.refresh());
    }

    @Test
    void expiresAfterAnHour() {
        Tokens.Issued issued = tokens.issue(ADA, 0);

        clock.advance(Duration.ofHours(1).minusMillis(1));
        assertThat(tokens.verify(issued.access())).isInstanceOf(Outcome.Valid.class);
        clock.advance(Duration.ofMillis(1));

        assertThat(tokens.verify(issued.access())).isInstanceOf(Outcome.Expired.class);
    }

    /// What the floor tells once it has taken a refresh token.
    private Renewal.Good taken(String refresh) {
        Renewal.Good good = (Renewal.Good) tokens.look(refresh);
        directory.put(
                ADA.id(),
                new Directory.Issue(good.generation(), Map.of(good.family(), good.number() + 1)));
        return good;
    }

    @Test
    void refreshesWithTheNextOfTheFamily() {
        Tokens.Issued first = tokens.issue(ADA, 0);

        Renewal.Good spent = taken(first.refresh());
        Tokens.Issued second = tokens.next(spent).orElseThrow();
        Renewal.Good again = (Renewal.Good) tokens.look(second.refresh());

        assertThat(again.family()).isEqualTo(spent.family());
        assertThat(again.bornAt()).isEqualTo(spent.bornAt());
        assertThat(again.number()).isEqualTo(spent.number() + 1);
        assertThat(tokens.verify(second.access())).isInstanceOf(Outcome.Valid.class);
    }

    @Test
    void givesNothingForWhatWasSpentBeforeOrHasEnded() {
        Renewal.Good spent = taken(tokens.issue(ADA, 0).refresh());
        Renewal.Good next = taken(tokens.next(spent).orElseThrow().refresh());

        assertThat(tokens.next(spent)).isEmpty();
        assertThat(tokens.next(next)).isPresent();
        directory.put(ADA.id(), new Directory.Issue(0, Map.of(next.family(), -1L)));
        assertThat(tokens.next(next)).isEmpty();
    }

    @Test
    void endsAFamilyAndNoOther() {
        Tokens.Issued one = tokens.issue(ADA, 0);
        Tokens.Issued other = tokens.issue(ADA, 0);
        String family = ((Renewal.Good) tokens.look(one.refresh())).family();

        directory.put(ADA.id(), new Directory.Issue(0, Map.of(family, -1L)));

        assertThat(tokens.verify(one.access())).isInstanceOf(Outcome.Bad.class);
        assertThat(tokens.look(one.refresh())).isInstanceOf(Renewal.Bad.class);
        assertThat(tokens.verify(other.access())).isInstanceOf(Outcome.Valid.class);
    }

    @Test
    void refreshesForThirtyDays() {
        Tokens.Issued issued = tokens.issue(ADA, 0);

        clock.advance(Duration.ofDays(30));

        assertThat(tokens.look(issued.refresh())).isInstanceOf(Renewal.Expired.class);
    }

    @Test
    void takesNeitherKindForTheOther() {
        Tokens.Issued issued = tokens.issue(ADA, 0);

        assertThat(tokens.verify(issued.refresh())).isInstanceOf(Outcome.Bad.class);
        assertThat(tokens.look(issued.access())).isInstanceOf(Renewal.Bad.class);
    }

    @Test
    void endsAllOfAUserAndNoneOfAnother() {
        Tokens.Issued before = tokens.issue(ADA, 0);
        Tokens.Issued others = tokens.issue(new User("bob-00000", "Bob", "guest"), 0);

        directory.put(ADA.id(), new Directory.Issue(1, Map.of()));
        Tokens.Issued after = tokens.issue(ADA, tokens.generation(ADA.id()));

        assertThat(tokens.verify(before.access())).isInstanceOf(Outcome.Bad.class);
        assertThat(tokens.look(before.refresh())).isInstanceOf(Renewal.Bad.class);
        assertThat(tokens.verify(others.access())).isInstanceOf(Outcome.Valid.class);
        assertThat(tokens.verify(after.access())).isInstanceOf(Outcome.Valid.class);
    }

    @Test
    void knowsAnAccountAsItIsNowAndNoneThatIsGone() {
        User was = new User("eve", "Eve", "member");
        User is = new User("eve", "Eve B.", "publisher");
        Optional<String> password = Optional.of("a hash");
        Tokens.Issued issued = tokens.issue(was, 0);

        assertThat(tokens.verify(issued.access())).isInstanceOf(Outcome.Bad.class);
        directory.put(new Directory.Entry(is, password, Optional.empty(), List.of()));
        assertThat(tokens.verify(issued.access()))
                .isInstanceOfSatisfying(
                        Outcome.Valid.class,
                        valid -> assertThat(valid.identity().user()).isEqualTo(is));
        directory.put(new Directory.Entry(is, Optional.empty(), Optional.empty(), List.of()));
        assertThat(tokens.verify(issued.access())).isInstanceOf(Outcome.Bad.class);
    }

    @Test
    void endsTheAdministratorsTokensWithThePassword() {
        User admin = new User("admin", "admin", "admin");
        Tokens one = administered(keys.stamp(new Secret("one")));
        Tokens.Issued issued = one.issue(admin, one.generation("admin"));

        assertThat(one.verify(issued.access())).isInstanceOf(Outcome.Valid.class);
        assertThat(administered(keys.stamp(new Secret("two"))).verify(issued.access()))
                .isInstanceOf(Outcome.Bad.class);
        assertThat(tokens.verify(issued.access())).isInstanceOf(Outcome.Bad.class);
    }

    private Tokens administered(long stamp) {
        return new Tokens(keys, clock, new Random(3), new Directory(OptionalLong.of(stamp)));
    }

    @Test
    void takesAnApiKeyWhereATokenIsTaken() {
        ApiKeys.Made made = new ApiKeys(new Random(5)).make();
        User bot = new User("bot", "Bot", "member");
        Directory.Key key = new Directory.Key("bot", made.id(), Set.of(Scope.READ), made.hash());
        Optional<String> password = Optional.of("a hash");

        assertThat(tokens.verify(made.secret())).isInstanceOf(Outcome.Bad.class);
        directory.put(new Directory.Entry(bot, password, Optional.empty(), List.of(key)));

        Identity identity = ((Outcome.Valid) tokens.verify(made.secret())).identity();
        assertThat(identity.user()).isEqualTo(bot);
        assertThat(identity.may(Scope.READ)).isTrue();
        assertThat(identity.may(Scope.TRADE)).isFalse();
        assertThat(tokens.look(made.secret())).isInstanceOf(Renewal.Bad.class);
        assertThat(made.toString()).doesNotContain(made.secret());
        assertThat(directory.put(new Directory.Entry(bot, password, Optional.empty(), List.of())))
                .containsExactly(key);
        assertThat(tokens.verify(made.secret())).isInstanceOf(Outcome.Bad.class);
    }

    @Test
    void takesTokensOfTheOldKeyWhileBothAreGiven() {
        Tokens.Issued issued = with(OLD).issue(ADA, 0);

        assertThat(with(NEW, OLD).verify(issued.access())).isInstanceOf(Outcome.Valid.class);
        assertThat(with(NEW).verify(issued.access())).isInstanceOf(Outcome.Bad.class);
        assertThat(with(NEW).verify(with(NEW, OLD).issue(ADA, 0).access()))
                .isInstanceOf(Outcome.Valid.class);
    }

    @Test
    void takesOnlyItsOneAlgorithm() throws Exception {
        JWTClaimsSet claims = SignedJWT.parse(tokens.issue(ADA, 0).access()).getJWTClaimsSet();
        SignedJWT other =
                new SignedJWT(
                        new JWSHeader.Builder(JWSAlgorithm.HS512)
                                .keyID(keys.signing().id())
                                .build(),
                        claims);
        other.sign(new MACSigner(new byte[64]));

        assertThat(tokens.verify(other.serialize())).isInstanceOf(Outcome.Bad.class);
        assertThat(tokens.verify(new PlainJWT(claims).serialize())).isInstanceOf(Outcome.Bad.class);
    }

    @Test
    void seesEveryChange() {
        String token = tokens.issue(ADA, 0).access();

        for (int i = 0; i < token.length() - 1; i++) { // the last letter has two unused bits
            char other = token.charAt(i) == 'A' ? 'B' : 'A';
            String changed = token.substring(0, i) + other + token.substring(i + 1);
            assertThat(tokens.verify(changed)).as(changed).isInstanceOf(Outcome.Bad.class);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", ".", "..", "...", "a.b.c", "e30.e30.e30", "ok_123", "{}", "\0\0.\0.\0"})
    void shrugsAtRubbish(String rubbish) {
        assertThat(tokens.verify(rubbish)).isInstanceOf(Outcome.Bad.class);
        assertThat(tokens.look(rubbish)).isInstanceOf(Renewal.Bad.class);
    }

    @Test
    void keepsAKeyInTheDataDirectory(@TempDir Path directory) throws IOException {
        Tokens first = with(TokenKeys.in(directory, new SecureRandom()));
        Tokens second = with(TokenKeys.in(directory, new SecureRandom()));

        assertThat(second.verify(first.issue(ADA, 0).access())).isInstanceOf(Outcome.Valid.class);
        try (var files = Files.list(directory)) {
            assertThat(files).containsExactly(directory.resolve("token.key"));
        }
        assertThat(Files.getPosixFilePermissions(directory.resolve("token.key")))
                .isEqualTo(PosixFilePermissions.fromString("rw-------"));
    }

    @Test
    void refusesAKeyFileThatWasCut(@TempDir Path directory) throws IOException {
        Path file = Files.writeString(directory.resolve("token.key"), "short\n");

        assertThatThrownBy(() -> TokenKeys.in(directory, new SecureRandom()))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageStartingWith(file.toString())
                .hasMessageNotContaining("short");
    }

    private Tokens with(Secret... secrets) {
        return with(TokenKeys.of(List.of(secrets)));
    }

    private Tokens with(TokenKeys others) {
        return new Tokens(others, clock, new Random(2), new Directory(OptionalLong.empty()));
    }
}
