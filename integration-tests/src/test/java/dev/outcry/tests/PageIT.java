package dev.outcry.tests;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.options.ColorScheme;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@Timeout(value = 5, unit = TimeUnit.MINUTES)
final class PageIT {
    @AutoClose private static Floor floor;
    @AutoClose private static Browser browser;

    @BeforeAll
    static void openTheFloor() {
        floor = Floor.start(Map.of());
        browser = Browser.launch();
    }

    @Test
    void twoVisitorsTalkAndSeeEachOther() {
        Visitor ada = arrive("Ada");
        Visitor bob = arrive("Bob");

        ada.say("$BTC-USD looks heavy");
        bob.reads("$BTC-USD looks heavy");
        bob.say("<b>not</b> to me");

        ada.reads("<b>not</b> to me");
        ada.sees("Bob");
        bob.sees("Ada");
        assertThat(ada.newComplaints()).isEmpty();
        assertThat(bob.newComplaints()).isEmpty();
    }

    @Test
    void pricesMoveInEveryMarket() {
        Visitor watcher = stranger(desktop(ColorScheme.DARK));

        watcher.awaitMoves(watcher.prices());

        assertThat(watcher.markets()).isGreaterThanOrEqualTo(4);
        assertThat(watcher.newComplaints()).isEmpty();
    }

    @Test
    void bothPagesAreCurrentAfterTheServerWasKilled() {
        Visitor ada = arrive("Ada");
        Visitor bob = arrive("Bob");
        ada.say("before the power cut");
        bob.reads("before the power cut");

        floor.kill();
        ada.awaitConnection("reconnecting");
        bob.awaitConnection("reconnecting");
        floor.startAgain();
        ada.awaitConnection("live");
        bob.awaitConnection("live");

        ada.awaitMoves(ada.prices());
        bob.say("still here");
        ada.reads("still here");
        ada.say("me too");
        bob.reads("me too");
        assertThat(ada.newComplaints()).allMatch(PageIT::isOfTheOutage);
        assertThat(bob.newComplaints()).allMatch(PageIT::isOfTheOutage);
    }

    @ParameterizedTest
    @EnumSource(
            value = ColorScheme.class,
            names = {"DARK", "LIGHT"})
    void hasItsPictureTaken(ColorScheme scheme) {
        Visitor ada = stranger(desktop(scheme));
        Visitor phone = stranger(desktop(scheme).setViewportSize(390, 844).setHasTouch(true));
        String suffix = scheme.name().toLowerCase(Locale.ROOT);

        ada.join("Ada");
        phone.join("Grace");
        ada.say("$SPY-USD opens in a minute");
        phone.say("I have the board on my phone");
        ada.reads("I have the board on my phone");
        ada.awaitMoves(ada.prices());

        ada.picture("desktop-" + suffix);
        phone.picture("phone-chat-" + suffix);
        phone.turnTo("Market");
        phone.picture("phone-market-" + suffix);
        assertThat(phone.newComplaints()).isEmpty();
    }

    private static Visitor arrive(String name) {
        Visitor visitor = stranger(desktop(ColorScheme.DARK));
        visitor.join(name);
        return visitor;
    }

    private static Visitor stranger(NewContextOptions options) {
        Visitor visitor = browser.visitor(options);
        visitor.open(floor.http("/"));
        return visitor;
    }

    private static NewContextOptions desktop(ColorScheme scheme) {
        return new NewContextOptions().setViewportSize(1440, 900).setColorScheme(scheme);
    }

    /// While the server is away the browser itself notes each attempt that is refused.
    private static boolean isOfTheOutage(String complaint) {
        return complaint.contains("WebSocket connection to") || complaint.contains("net::ERR_");
    }
}
