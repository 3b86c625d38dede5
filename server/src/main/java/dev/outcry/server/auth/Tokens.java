package dev.outcry.server.auth;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.MACVerifier;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import dev.outcry.protocol.ServerMessage.User;
import java.text.ParseException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;

/// Signs and verifies what people prove themselves with: JWTs, by HS256 and nothing else.
///
/// An access token lasts an hour. A refresh token lasts 30 days, and buys one new pair. Which ones
/// were spent or revoked is held in memory. Any thread.
public final class Tokens {
    /// How long an access token is good.
    public static final Duration ACCESS = Duration.ofHours(1);

    /// How long a refresh token is good.
    public static final Duration REFRESH = Duration.ofDays(30);

    /// What came of looking at a token.
    public sealed interface Outcome {
        /// It is good.
        ///
        /// @param user whose it is
        /// @param expiresAt Unix epoch milliseconds
        record Valid(User user, long expiresAt) implements Outcome {}

        /// It was good once.
        record Expired() implements Outcome {}

        /// It isn't one of ours, was revoked, or was spent.
        record Bad() implements Outcome {}
    }

    /// A pair just made.
    ///
    /// @param access for every request
    /// @param refresh for the next pair
    /// @param user whose they are
    /// @param expiresAt when `access` ends, Unix epoch milliseconds
    public record Issued(String access, String refresh, User user, long expiresAt) {
        /// Keeps the tokens out of logs.
        @Override
        public String toString() {
            return "Issued[user=" + user.id() + ", expiresAt=" + expiresAt + "]";
        }
    }

    private static final int MAX_LENGTH = 4_096;
    private static final String USE = "use";
    private static final String NAME = "name";
    private static final String ROLE = "role";
    private static final String MADE = "made"; // iat counts seconds, and revoking needs more
    private static final String FOR_ACCESS = "access";
    private static final String FOR_REFRESH = "refresh";
    private static final Set<String> ROLES = Set.of("guest", "member", "publisher", "admin");

    private final TokenKeys keys;
    private final Clock clock;
    private final RandomGenerator random;
    private final Revocations revocations = new Revocations();

    /// Makes one.
    ///
    /// @param keys to sign and verify with
    /// @param clock what time it is
    /// @param random for ids that can't be guessed
    public Tokens(TokenKeys keys, Clock clock, RandomGenerator random) {
        this.keys = keys;
        this.clock = clock;
        this.random = random;
    }

    /// Makes a pair.
    ///
    /// @param user for whom
    /// @return the pair
    public Issued issue(User user) {
        long now = Math.max(clock.millis(), revocations.of(user.id()) + 1);
        long expiresAt = now + ACCESS.toMillis();
        return new Issued(
                sign(user, FOR_ACCESS, now, expiresAt),
                sign(user, FOR_REFRESH, now, now + REFRESH.toMillis()),
                user,
                toSeconds(expiresAt));
    }

    /// Looks at an access token.
    ///
    /// @param token anything
    /// @return whose it is, if it is good
    public Outcome verify(String token) {
        return look(token, FOR_ACCESS).map(Seen::outcome).orElseGet(Outcome.Bad::new);
    }

    /// Spends a refresh token.
    ///
    /// @param token anything
    /// @return whose it is, if it is good and wasn't spent before: then [#issue] a new pair
    public Outcome spend(String token) {
        Optional<Seen> seen = look(token, FOR_REFRESH);
        if (seen.isPresent()
                && seen.get().outcome() instanceof Outcome.Valid
                && !revocations.spend(seen.get().id())) {
            return new Outcome.Bad();
        }
        return seen.map(Seen::outcome).orElseGet(Outcome.Bad::new);
    }

    /// Ends every token that a user has now.
    ///
    /// @param user an id
    public void revokeAll(String user) {
        revocations.revoke(user, clock.millis());
    }

    /// A token of ours.
    ///
    /// @param id its own
    /// @param outcome good or expired
    private record Seen(String id, Outcome outcome) {}

    private Optional<Seen> look(String token, String use) {
        if (token.length() > MAX_LENGTH) {
            return Optional.empty();
        }
        try {
            SignedJWT jwt = SignedJWT.parse(token);
            return isOurs(jwt) ? read(jwt.getJWTClaimsSet(), use) : Optional.empty();
        } catch (ParseException | JOSEException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private boolean isOurs(SignedJWT jwt) throws JOSEException {
        JWSHeader header = jwt.getHeader();
        if (!JWSAlgorithm.HS256.equals(header.getAlgorithm())) {
            return false;
        }
        for (TokenKeys.Key key : keys.all()) {
            if (key.id().equals(header.getKeyID())) {
                return jwt.verify(new MACVerifier(key.secret()));
            }
        }
        return false;
    }

    private Optional<Seen> read(JWTClaimsSet claims, String use) throws ParseException {
        String subject = claims.getSubject();
        String name = claims.getStringClaim(NAME);
        String role = claims.getStringClaim(ROLE);
        String id = claims.getJWTID();
        Date expires = claims.getExpirationTime();
        Long made = claims.getLongClaim(MADE);
        if (subject == null
                || name == null
                || role == null
                || !ROLES.contains(role)
                || id == null
                || expires == null
                || made == null
                || !use.equals(claims.getStringClaim(USE))
                || made <= revocations.of(subject)) {
            return Optional.empty();
        }
        long expiresAt = expires.toInstant().toEpochMilli();
        Outcome outcome =
                expiresAt <= clock.millis()
                        ? new Outcome.Expired()
                        : new Outcome.Valid(new User(subject, name, role), expiresAt);
        return Optional.of(new Seen(id, outcome));
    }

    private String sign(User user, String use, long now, long expiresAt) {
        TokenKeys.Key key = keys.signing();
        JWTClaimsSet claims =
                new JWTClaimsSet.Builder()
                        .subject(user.id())
                        .claim(NAME, user.name())
                        .claim(ROLE, user.role())
                        .claim(USE, use)
                        .claim(MADE, now)
                        .jwtID(Long.toString(random.nextLong() >>> 1, Character.MAX_RADIX))
                        .issueTime(Date.from(Instant.ofEpochMilli(now)))
                        .expirationTime(Date.from(Instant.ofEpochMilli(expiresAt)))
                        .build();
        SignedJWT jwt =
                new SignedJWT(
                        new JWSHeader.Builder(JWSAlgorithm.HS256).keyID(key.id()).build(), claims);
        try {
            jwt.sign(new MACSigner(key.secret()));
        } catch (JOSEException e) {
            throw new IllegalStateException("a key of 32 bytes signs by HS256", e);
        }
        return jwt.serialize();
    }

    private static long toSeconds(long millis) { // as the claim has it
        return millis / 1_000 * 1_000;
    }
}
