package dev.outcry.tests;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.options.ColorScheme;
import java.net.URI;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 5, unit = TimeUnit.MINUTES)
final class PageIT {
    @AutoClose private static Floor floor;
    @AutoClose private static Browser browser;

    @BeforeAll
    static void openTheFloor() {
        floor = Floor.start(Map.of());
        browser = Browser.launch();
    }

    @AfterEach
    void sendVisitorsHome() {
        browser.sendVisitorsHome();
    }

    @Test
    void twoVisitorsTalkAndSeeEachOther() {
        Visitor ada = arrive("Ada");
        Visitor bob = arrive("Bob");

        ada.say("$BTC-USD looks heavy");
        bob.readsPrice("BTC-USD");
        bob.say("<b>not</b> to me");

        ada.reads("<b>not</b> to me");
        ada.sees("Bob");
        bob.sees("Ada");
        assertThat(ada.newComplaints()).isEmpty();
        assertThat(bob.newComplaints()).isEmpty();
    }

    @Test
    void peopleReactEditAndReply() {
        Visitor ada = arrive("Ada");
        Visitor bob = arrive("Bob");

        ada.say("the bids say otherwize");
        bob.reads("the bids say otherwize");
        bob.act("the bids say", "React with thumbs up");
        ada.seesReaction("the bids say", "thumbs up", 1);
        ada.act("the bids say", "React with thumbs up");
        bob.seesReaction("the bids say", "thumbs up", 2);
        ada.editLast("the bids say otherwise");
        bob.readsEdited("the bids say otherwise");
        bob.act("the bids say otherwise", "Reply");
        bob.say("so does the book");

        ada.readsReply("so does the book", "the bids say otherwise");
        assertThat(ada.newComplaints()).isEmpty();
        assertThat(bob.newComplaints()).isEmpty();
    }

    @Test
    void anInvitationOpensAPrivateRoomAndNothingElseDoes() {
        Visitor ada = arrive("Ada");
        Visitor bob = arrive("Bob");
        Visitor eve = arrive("Eve");

        ada.makePrivateRoom("Back office");
        ada.say("for few ears");
        Visitor cy = browser.visitor(desktop(ColorScheme.DARK));
        cy.open(URI.create(ada.invite()));
        cy.readsInvitation();
        cy.join("Cy");

        cy.reads("for few ears");
        assertThat(cy.address()).contains("#/back-office").doesNotContain("invite");
        cy.goTo("Lobby");
        ada.say("come back");
        cy.seesUnread("Back office", 1);
        eve.open(floor.http("/#/back-office"));
        eve.readsRefusal();
        assertThat(eve.rooms()).contains("Lobby").doesNotContain("Back office");
        assertThat(bob.rooms()).doesNotContain("Back office");
        assertThat(ada.newComplaints()).isEmpty();
        assertThat(cy.newComplaints()).isEmpty();
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
        bob.awaitMoves(bob.prices());
        ada.sees("Bob");
        bob.sees("Ada");
        bob.say("still here");
        ada.reads("still here");
        ada.say("me too");
        bob.reads("me too");
        assertThat(ada.newComplaints()).allMatch(PageIT::isOfTheOutage);
        assertThat(bob.newComplaints()).allMatch(PageIT::isOfTheOutage);
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

    /// While the server is away the browser itself notes each attempt that fails. That the page's
    /// policy forbids something would be said in other words.
    private static boolean isOfTheOutage(String complaint) {
        return complaint.matches(
                "(?s)WebSocket connection to 'ws://localhost:.*' failed: .*"
                        + "|Failed to load resource: net::ERR_(CONNECTION|EMPTY|SOCKET)_[A-Z_]+");
    }
}
