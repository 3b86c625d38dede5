package dev.outcry.tests;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.options.ColorScheme;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Pictures for the reader of the build and of README.md, each of a floor that just opened.
@Timeout(value = 5, unit = TimeUnit.MINUTES)
final class PictureIT {
    @AutoClose private static Browser browser;

    @BeforeAll
    static void launch() {
        browser = Browser.launch();
    }

    @ParameterizedTest
    @EnumSource(
            value = ColorScheme.class,
            names = {"DARK", "LIGHT"})
    void looksGood(ColorScheme scheme) {
        try (Floor floor = Floor.start(Map.of())) {
            Visitor ada = browser.visitor(screen(scheme, 1440, 900));
            Visitor bob = browser.visitor(screen(scheme, 390, 844).setHasTouch(true));
            ada.open(floor.http("/"));
            bob.open(floor.http("/"));
            ada.join("Ada");
            bob.join("Bob");

            ada.say("Morning! $SPY-USD opens in a minute");
            bob.readsPrice("SPY-USD");
            bob.say("Watching it on my phone");
            ada.reads("Watching it on my phone");
            bob.say("$BTC-USD looks heavy to me");
            ada.readsPrice("BTC-USD");
            ada.say("The bids say otherwise: look at the book");
            bob.reads("The bids say otherwise: look at the book");
            ada.choose("BTC-USD");
            bob.sees("Ada");
            ada.sees("Bob");
            ada.awaitMoves(ada.prices());

            String suffix = scheme.name().toLowerCase(Locale.ROOT);
            ada.picture("desktop-" + suffix);
            bob.picture("phone-chat-" + suffix);
            bob.turnTo("Market");
            bob.choose("BTC-USD");
            bob.picture("phone-market-" + suffix);
            bob.turnTo("Book");
            bob.picture("phone-book-" + suffix);
            assertThat(ada.newComplaints()).isEmpty();
            assertThat(bob.newComplaints()).isEmpty();
        } finally {
            browser.sendVisitorsHome();
        }
    }

    private static NewContextOptions screen(ColorScheme scheme, int width, int height) {
        return new NewContextOptions().setViewportSize(width, height).setColorScheme(scheme);
    }
}
