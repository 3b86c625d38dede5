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
import java.util.random.RandomGenerator;

/// Signs and verifies what people prove themselves with: JWTs, by HS256 and nothing else; and looks
/// up API keys. Any thread.
///
/// An access token lasts an hour. A refresh token lasts 30 days, and buys one new pair: the next of
/// its family. Which families and generations are good, and who somebody is now, the directory
/// knows; of guests it knows nothing else, so their tokens say who they are.
public final class Tokens {
    /// How long an access token is good.
    public static final Duration ACCESS = Duration.ofHours(1);

    /// How long a refresh token is good.
    public static final Duration REFRESH = Duration.ofDays(30);

    /// What came of looking at a token or an API key.
    public sealed interface Outcome {
        /// It is good.
        ///
        /// @param identity whose it is
        record Valid(Identity identity) implements Outcome {}

        /// It was good once.
        record Expired() implements Outcome {}

        /// It isn't one of ours, or has ended.
        record Bad() implements Outcome {}
    }

    /// What came of looking at a refresh token.
    public sealed interface Renewal {
        /// It is one of ours, and not ended as far as is known. Whether it is spent already is for
        /// the floor to say.
        ///
        /// @param user whose it is
        /// @param generation of the user's tokens as the floor counts them
        /// @param family what it descends from
        /// @param bornAt when that began, Unix epoch milliseconds
        /// @param number how many of the family came before it
        record Good(User user, long generation, String family, long bornAt, long number)
                implements Renewal {}

        /// It was good once.
        record Expired() implements Renewal {}

        /// It isn't one of ours, or has ended.
        record Bad() implements Renewal {}
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

    /// What is in a token besides whose it is.
    ///
    /// @param use for access or for refresh
    /// @param generation see [Directory]
    /// @param family what it descends from
    /// @param bornAt when that began
    /// @param number how many of the family came before
    private record Claims(String use, long generation, String family, long bornAt, long number) {}

    private record Seen(User user, Claims claims, long expiresAt) {}

    private static final int MAX_LENGTH = 4_096;
    private static final String USE = "use";
    private static final String NAME = "name";
    private static final String ROLE = "role";
    private static final String GENERATION = "gen";
    private static final String FAMILY = "fam";
    private static final String BORN = "born";
    private static final String NUMBER = "num";
    private static final String FOR_ACCESS = "access";
    private static final String FOR_REFRESH = "refresh";
    private static final String GUEST = "guest";

    private final TokenKeys keys;
    private final Clock clock;
    private final RandomGenerator random;
    private final Directory directory;

    /// Makes one.
    ///
    /// @param keys to sign and verify with
    /// @param clock what time it is
    /// @param random for ids that can't be guessed
    /// @param directory who there is
    public Tokens(TokenKeys keys, Clock clock, RandomGenerator random, Directory directory) {
        this.keys = keys;
        this.clock = clock;
        this.random = random;
        this.directory = directory;
    }

    /// {@return what [#issue] has to be given for a user; looked up before a password is compared,
    /// so that one that is changed meanwhile opens nothing}
    ///
    /// @param user an id
    public long generation(String user) {
        return directory.generation(user);
    }

    /// Makes the first pair of a new family.
    ///
    /// @param user for whom
    /// @param generation see [#generation]
    /// @return the pair
    public Issued issue(User user, long generation) {
        long now = clock.millis();
        String family = Long.toString(random.nextLong() >>> 1, Character.MAX_RADIX);
        return issue(user, generation, family, now, 0);
    }

    /// Makes the pair that follows a refresh token.
    ///
    /// @param spent that token, which the floor has taken
    /// @return the pair; empty if the token had been spent before, or has ended since
    public Optional<Issued> next(Renewal.Good spent) {
        String id = spent.user().id();
        Directory.Issue now = directory.issue(id);
        boolean ours = now.families().getOrDefault(spent.family(), 0L) == spent.number() + 1;
        return ours && now.generation() == spent.generation()
                ? Optional.of(
                        issue(
                                spent.user(),
                                directory.generation(id),
                                spent.family(),
                                spent.bornAt(),
                                spent.number() + 1))
                : Optional.empty();
    }

    private Issued issue(User user, long generation, String family, long bornAt, long number) {
        long now = clock.millis();
        long expiresAt = now + ACCESS.toMillis();
        return new Issued(
                sign(user, new Claims(FOR_ACCESS, generation, family, bornAt, 0), now, expiresAt),
                sign(
                        user,
                        new Claims(FOR_REFRESH, generation, family, bornAt, number),
                        now,
                        now + REFRESH.toMillis()),
                user,
                toSeconds(expiresAt));
    }

    /// Looks at an access token or an API key.
    ///
    /// @param token anything
    /// @return whose it is, if it is good
    public Outcome verify(String token) {
        if (token.startsWith(ApiKeys.PREFIX)) {
            return directory
                    .key(ApiKeys.hash(token))
                    .flatMap(this::ownerOf)
                    .<Outcome>map(Outcome.Valid::new)
                    .orElseGet(Outcome.Bad::new);
        }
        Optional<Seen> seen = look(token, FOR_ACCESS);
        if (seen.isEmpty()) {
            return new Outcome.Bad();
        }
        return seen.get().expiresAt() <= clock.millis()
                ? new Outcome.Expired()
                : new Outcome.Valid(
                        new Identity(
                                seen.get().user(),
                                seen.get().expiresAt(),
                                new Identity.Proof.ByToken(seen.get().claims().family())));
    }

    private Optional<Identity> ownerOf(Directory.Key key) {
        return directory
                .known(key.owner())
                .map(user ->
                        new Identity(
                                user,
                                Identity.NEVER,
                                new Identity.Proof.ByKey(key.id(), key.scopes())));
    }

    /// Looks at a refresh token.
    ///
    /// @param token anything
    /// @return what to ask the floor about it, if it is good
    public Renewal look(String token) {
        Optional<Seen> seen = look(token, FOR_REFRESH);
        if (seen.isEmpty()) {
            return new Renewal.Bad();
        }
        User user = seen.get().user();
        Claims claims = seen.get().claims();
        return seen.get().expiresAt() <= clock.millis()
                ? new Renewal.Expired()
                : new Renewal.Good(
                        user,
                        directory.issue(user.id()).generation(),
                        claims.family(),
                        claims.bornAt(),
                        claims.number());
    }

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
        String family = claims.getStringClaim(FAMILY);
        Date expires = claims.getExpirationTime();
        Long generation = claims.getLongClaim(GENERATION);
        Long born = claims.getLongClaim(BORN);
        Long number = claims.getLongClaim(NUMBER);
        if (subject == null
                || name == null
                || role == null
                || family == null
                || expires == null
                || generation == null
                || born == null
                || number == null
                || !use.equals(claims.getStringClaim(USE))
                || generation != directory.generation(subject)
                || directory.issue(subject).ended(family)) {
            return Optional.empty();
        }
        Optional<User> user =
                role.equals(GUEST)
                        ? Optional.of(new User(subject, name, role))
                        : directory.known(subject);
        Claims rest = new Claims(use, generation, family, born, number);
        return user.map(known -> new Seen(known, rest, expires.toInstant().toEpochMilli()));
    }

    private String sign(User user, Claims rest, long now, long expiresAt) {
        TokenKeys.Key key = keys.signing();
        JWTClaimsSet claims =
                new JWTClaimsSet.Builder()
                        .subject(user.id())
                        .claim(NAME, user.name())
                        .claim(ROLE, user.role())
                        .claim(USE, rest.use())
                        .claim(GENERATION, rest.generation())
                        .claim(FAMILY, rest.family())
                        .claim(BORN, rest.bornAt())
                        .claim(NUMBER, rest.number())
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
