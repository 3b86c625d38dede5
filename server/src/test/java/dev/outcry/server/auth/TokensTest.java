package dev.outcry.server.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import dev.outcry.protocol.ServerMessage.User;
import dev.outcry.server.auth.Tokens.Outcome;
import dev.outcry.server.config.Secret;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Random;
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
    private final Tokens tokens = new Tokens(keys, clock, new Random(1));

    @Test
    void knowsItsOwn() {
        Tokens.Issued issued = tokens.issue(ADA);

        assertThat(tokens.verify(issued.access()))
                .isEqualTo(new Outcome.Valid(ADA, issued.expiresAt()));
        assertThat(issued.expiresAt()).isEqualTo(clock.millis() + Duration.ofHours(1).toMillis());
        assertThat(issued.toString()).doesNotContain(issued.access(), issued.refresh());
    }

    @Test
    void expiresAfterAnHour() {
        Tokens.Issued issued = tokens.issue(ADA);

        clock.advance(Duration.ofHours(1).minusMillis(1));
        assertThat(tokens.verify(issued.access())).isInstanceOf(Outcome.Valid.class);
        clock.advance(Duration.ofMillis(1));

        assertThat(tokens.verify(issued.access())).isInstanceOf(Outcome.Expired.class);
    }

    @Test
    void refreshesOnce() {
        Tokens.Issued issued = tokens.issue(ADA);

        assertThat(tokens.spend(issued.refresh())).isInstanceOf(Outcome.Valid.class);
        assertThat(tokens.spend(issued.refresh())).isInstanceOf(Outcome.Bad.class);
        assertThat(tokens.spend(tokens.issue(ADA).refresh())).isInstanceOf(Outcome.Valid.class);
    }

    @Test
    void refreshesForThirtyDays() {
        Tokens.Issued issued = tokens.issue(ADA);

        clock.advance(Duration.ofDays(30));

        assertThat(tokens.spend(issued.refresh())).isInstanceOf(Outcome.Expired.class);
    }

    @Test
    void takesNeitherKindForTheOther() {
        Tokens.Issued issued = tokens.issue(ADA);

        assertThat(tokens.verify(issued.refresh())).isInstanceOf(Outcome.Bad.class);
        assertThat(tokens.spend(issued.access())).isInstanceOf(Outcome.Bad.class);
    }

    @Test
    void endsAllOfAUserAndNoneOfAnother() {
        Tokens.Issued before = tokens.issue(ADA);
        Tokens.Issued others = tokens.issue(new User("bob-00000", "Bob", "guest"));

        tokens.revokeAll(ADA.id());
        Tokens.Issued after = tokens.issue(ADA);

        assertThat(tokens.verify(before.access())).isInstanceOf(Outcome.Bad.class);
        assertThat(tokens.spend(before.refresh())).isInstanceOf(Outcome.Bad.class);
        assertThat(tokens.verify(others.access())).isInstanceOf(Outcome.Valid.class);
        assertThat(tokens.verify(after.access())).isInstanceOf(Outcome.Valid.class);

        tokens.revokeAll(ADA.id());

        assertThat(tokens.verify(after.access())).isInstanceOf(Outcome.Bad.class);
    }

    @Test
    void takesTokensOfTheOldKeyWhileBothAreGiven() {
        Tokens.Issued issued = with(OLD).issue(ADA);

        assertThat(with(NEW, OLD).verify(issued.access())).isInstanceOf(Outcome.Valid.class);
        assertThat(with(NEW).verify(issued.access())).isInstanceOf(Outcome.Bad.class);
        assertThat(with(NEW).verify(with(NEW, OLD).issue(ADA).access()))
                .isInstanceOf(Outcome.Valid.class);
    }

    @Test
    void takesOnlyItsOneAlgorithm() throws Exception {
        JWTClaimsSet claims = SignedJWT.parse(tokens.issue(ADA).access()).getJWTClaimsSet();
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
        String token = tokens.issue(ADA).access();

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
        assertThat(tokens.spend(rubbish)).isInstanceOf(Outcome.Bad.class);
    }

    @Test
    void keepsAKeyInTheDataDirectory(@TempDir Path directory) throws IOException {
        Tokens first = new Tokens(TokenKeys.in(directory, new SecureRandom()), clock, new Random());
        Tokens second =
                new Tokens(TokenKeys.in(directory, new SecureRandom()), clock, new Random());

        assertThat(second.verify(first.issue(ADA).access())).isInstanceOf(Outcome.Valid.class);
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
        return new Tokens(TokenKeys.of(List.of(secrets)), clock, new Random(2));
    }
}
