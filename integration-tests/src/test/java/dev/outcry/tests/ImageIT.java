package dev.outcry.tests;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outcry.server.contract.Contract;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 2, unit = TimeUnit.MINUTES)
final class ImageIT {
    @Test
    void isBackAtTheSameAddressAfterItWasKilled() throws Exception {
        try (Floor floor = Floor.start(Map.of("OUTCRY_FEED", "none"));
                HttpClient http = HttpClient.newHttpClient()) {
            HttpRequest health = HttpRequest.newBuilder(floor.http("/observe/health")).build();

            floor.kill();
            floor.startAgain();

            assertThat(Contract.checked(http.send(health, BodyHandlers.ofString())).statusCode())
                    .isEqualTo(200);
        }
    }

    @Test
    void saysInOneLineThatItMayNotReadItsDataDirectory() throws Exception {
        try (Floor floor = Floor.startInVain(Map.of("OUTCRY_DATA", "/root"))) {

            assertThat(floor.awaitExit()).isNotZero();
            assertThat(floor.log().lines()).singleElement().asString().contains("/root");
        }
    }
}
