package dev.outcry.server.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outcry.server.config.Settings.Loaded;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SettingsTest {
    @TempDir private Path directory;

    @Test
    void hasADefaultForEverythingNeeded() {
        Settings settings = good(Map.of());

        assertThat(settings.web().host()).isEqualTo("127.0.0.1");
        assertThat(settings.web().port()).isEqualTo(8080);
        assertThat(settings.web().origins()).isEmpty();
        assertThat(settings.web().tls()).isEmpty();
        assertThat(settings.web().deflate()).isTrue();
        assertThat(settings.data()).isEqualTo(directory.resolve("data"));
        assertThat(settings.feed()).isEqualTo(new Settings.Feed(true, 1));
        assertThat(settings.secrets().adminPassword()).isEmpty();
        assertThat(settings.secrets().tokenKeys()).isEmpty();
        assertThat(settings.secrets().hashing()).isEqualTo(new Hashing(19_456, 2, 1));
        assertThat(settings.log()).isEqualTo(Settings.LogFormat.PLAIN);
        assertThat(settings.logMaxBytes()).isEqualTo(2L << 30);
        assertThat(settings.nats()).isEmpty();
        assertThat(settings.limits()).isTrue();
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({
        "'m=8,t=1,p=1',true",
        "'m=65536,t=3,p=4',true",
        "'m=1048576,t=99,p=16',true",
        "'m=7,t=1,p=1',false",
        "'m=64,t=1,p=9',false",
        "'m=1048577,t=1,p=1',false",
        "'m=64,t=0,p=1',false",
        "'m=1024,t=1,p=17',false",
        "'t=1,m=64,p=1',false",
        "'fast',false",
    })
    void readsWhatHashesCost(String text, boolean good) {
        assertThat(Hashing.parse(text).map(Hashing::toString))
                .isEqualTo(good ? Optional.of(text) : Optional.empty());
    }

    @Test
    void takesTheEnvironmentOverTheFileOverTheDefaults() throws IOException {
        Files.writeString(
                directory.resolve("application.yaml"),
                "port: 9000\nspeed: 2.5\norigins:\n  - https://one.example\n  - http://two:81\n");

        Settings settings = good(Map.of("OUTCRY_PORT", "9001", "OUTCRY_SPEED", " "));

        assertThat(settings.web().port()).isEqualTo(9001);
        assertThat(settings.feed().speed()).isEqualTo(2.5);
        assertThat(settings.web().origins())
                .containsExactly("https://one.example", "http://two:81");
        assertThat(settings.web().host()).isEqualTo("127.0.0.1");
    }

    @Test
    void readsTheFileThatIsNamed() throws IOException {
        Files.writeString(directory.resolve("other.yaml"), "feed: none\n");

        assertThat(good(Map.of("OUTCRY_CONFIG", "other.yaml")).feed().demo()).isFalse();
    }

    @Test
    void leavesMessagesAsTheyAreWhenTold() {
        assertThat(good(Map.of("OUTCRY_DEFLATE", "off")).web().deflate()).isFalse();
    }

    @Test
    void readsListsAndSecrets() throws Exception {
        Settings settings =
                good(
                        Map.of(
                                "OUTCRY_PROXIES", "10.0.0.0/8, ::1",
                                "OUTCRY_HOOK_NETWORKS", "172.16.0.0/12",
                                "OUTCRY_HOOK_PATIENCE", "90",
                                "OUTCRY_ORIGINS", "https://Chat.Example:443, http://a:3000/",
                                "OUTCRY_TOKEN_KEY", "x".repeat(32) + "," + "y".repeat(32)));

        assertThat(settings.web().origins())
                .containsExactly("https://chat.example", "http://a:3000");
        assertThat(settings.secrets().tokenKeys()).hasSize(2);
        assertThat(settings.webhooks().allowed()).hasSize(1);
        assertThat(settings.webhooks().patience()).isEqualTo(Duration.ofSeconds(90));
        Network ten = settings.web().proxies().getFirst();
        assertThat(ten.contains(InetAddress.ofLiteral("10.255.1.2"))).isTrue();
        assertThat(ten.contains(InetAddress.ofLiteral("11.0.0.1"))).isFalse();
        assertThat(ten.contains(InetAddress.ofLiteral("::1"))).isFalse();
    }

    @ParameterizedTest(name = "{0}={1}")
    @CsvSource({
        "OUTCRY_HOST,a b,an address",
        "OUTCRY_PORT,abc,0 to 65535",
        "OUTCRY_PORT,65536,0 to 65535",
        "OUTCRY_PORT,-1,0 to 65535",
        "OUTCRY_FEED,on,demo or none",
        "OUTCRY_SPEED,0,above 0",
        "OUTCRY_SPEED,1e3,above 0",
        "OUTCRY_SPEED,NaN,above 0",
        "OUTCRY_DEFLATE,true,on or off",
        "OUTCRY_LIMITS,yes,on or off",
        "OUTCRY_LOG,xml,plain or json",
        "OUTCRY_LOG_MAX,1KiB,at least 1 MiB",
        "OUTCRY_LOG_MAX,999999999999GiB,at least 1 MiB",
        "OUTCRY_ORIGINS,*,https://example.org",
        "OUTCRY_ORIGINS,https://a.example/path,https://example.org",
        "OUTCRY_PROXIES,proxy.example,10.0.0.0/8",
        "OUTCRY_PROXIES,10.0.0.0/33,10.0.0.0/8",
        "OUTCRY_HOOK_NETWORKS,hooks.example,10.0.0.0/8",
        "OUTCRY_HOOK_PATIENCE,0,3600",
        "OUTCRY_HOOK_PATIENCE,604801,604800",
        "OUTCRY_HOOK_PATIENCE,1h,3600",
        "OUTCRY_TLS_KEYSTORE,missing.p12,PKCS #12",
        "OUTCRY_CONFIG,missing.yaml,not a readable file",
    })
    void namesTheVariableAndWhatItMayBe(String name, String value, String allowed) {
        List<String> problems = bad(Map.of(name, value));

        assertThat(problems).hasSize(1);
        assertThat(problems.getFirst()).startsWith(name).contains(value, allowed);
    }

    @Test
    void tellsEveryProblemAtOnceAndNoSecret() {
        List<String> problems =
                bad(
                        Map.of(
                                "OUTCRY_TOKEN_KEY", "too-short",
                                "OUTCRY_METRICS_TOKEN", "hunter2",
                                "OUTCRY_PORT", "x\ny"));

        assertThat(problems).hasSize(3);
        assertThat(String.join("|", problems)).doesNotContain("too-short", "hunter2", "\n");
    }

    @Test
    void saysWhichFileAValueCameFrom() throws IOException {
        Path file = Files.writeString(directory.resolve("application.yaml"), "port: many\n");

        assertThat(bad(Map.of()))
                .containsExactly(
                        "port in "
                                + file
                                + " is \"many\"; allowed is a whole number from 0 to"
                                + " 65535, where 0 takes any free port");
    }

    @Test
    void saysThatAFileIsNoYaml() throws IOException {
        Path file = Files.writeString(directory.resolve("application.yaml"), "port: [1\n");

        assertThat(bad(Map.of()).getFirst()).startsWith(file + ": this is not YAML");
    }

    @Test
    void warnsOfWhatItDoesNotKnow() throws IOException {
        Files.writeString(directory.resolve("application.yaml"), "prot: 1\n");

        Loaded loaded = Settings.load(Map.of("OUTCRY_PROT", "1", "HOME", "x"), directory);

        assertThat(loaded).isInstanceOf(Loaded.Good.class);
        assertThat(loaded.warnings()).hasSize(2);
        assertThat(loaded.warnings().getFirst()).startsWith("prot in ");
        assertThat(loaded.warnings().getLast()).startsWith("OUTCRY_PROT: ");
    }

    @Test
    void keepsSecretsOutOfItsText() {
        Settings settings =
                good(
                        Map.of(
                                "OUTCRY_ADMIN_PASSWORD", "swordfish",
                                "OUTCRY_METRICS_TOKEN", "swordfish",
                                "OUTCRY_TOKEN_KEY", "swordfish".repeat(4)));

        assertThat(settings.secrets().adminPassword())
                .isEqualTo(Optional.of(new Secret("swordfish")));
        assertThat(settings.toString()).doesNotContain("swordfish");
    }

    private Settings good(Map<String, String> env) {
        Loaded loaded = Settings.load(env, directory);
        assertThat(loaded).isInstanceOf(Loaded.Good.class);
        return ((Loaded.Good) loaded).settings();
    }

    private List<String> bad(Map<String, String> env) {
        Loaded loaded = Settings.load(env, directory);
        assertThat(loaded).isInstanceOf(Loaded.Bad.class);
        return ((Loaded.Bad) loaded).problems();
    }
}
