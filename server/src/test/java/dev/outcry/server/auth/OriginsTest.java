package dev.outcry.server.auth;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OriginsTest {
    private final Origins origins =
            new Origins(
                    "floor.example", List.of("https://chat.example", "http://dev.example:3000"));

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({
        "localhost,true",
        "localhost:8080,true",
        "LOCALHOST:1,true",
        "127.0.0.1:8080,true",
        "[::1]:8080,true",
        "[::1],true",
        "floor.example,true",
        "floor.example:80,true",
        "chat.example,true",
        "dev.example:3000,true",
        "evil.example,false",
        "floor.example.evil.example,false",
        "127.0.0.2,false",
        "'',false",
    })
    void servesItsOwnNames(String host, boolean served) {
        assertThat(origins.serves(host)).isEqualTo(served);
    }

    @ParameterizedTest(name = "{0}: {1}, {2}")
    @CsvSource({
        "http://localhost:8080,true,false",
        "http://127.0.0.1:5173,true,false",
        "http://[::1]:8080,true,false",
        "https://floor.example,true,false",
        "https://chat.example,true,true",
        "https://Chat.Example,true,true",
        "http://chat.example,false,false",
        "http://dev.example:3000,true,true",
        "http://dev.example,false,false",
        "https://evil.example,false,false",
        "http://localhost.evil.example,false,false",
        "file://localhost,false,false",
        "null,false,false",
        "'',false,false",
    })
    void allowsItsOwnPagesAndThoseListed(String origin, boolean allowed, boolean foreign) {
        assertThat(origins.allows(origin)).isEqualTo(allowed);
        assertThat(origins.isForeign(origin)).isEqualTo(foreign);
    }
}
