package dev.outcry.tests;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser.NewContextOptions;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// What the page's dialogs do on a real server: rooms that are kept in order, and accounts.
@Timeout(value = 5, unit = TimeUnit.MINUTES)
final class ScreensIT {
    private static final String PASSWORD = "correct horse";

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
    void anOwnerSettlesAReport() {
        Visitor ada = arrive("Ada", "/");
        ada.makeRoom("Pit");
        ada.say("buy before it is too late");
        Visitor bob = arrive("Bob", "/#/pit");

        bob.report("buy before it is too late", "that is no advice");

        ada.openRoomScreen().settles("that is no advice");
        assertThat(ada.newComplaints()).isEmpty();
        assertThat(bob.newComplaints()).isEmpty();
    }

    @Test
    void anOwnerChangesTheSettings() {
        Visitor ada = arrive("Ada", "/");
        ada.makeRoom("Opening");
        Visitor bob = arrive("Bob", "/#/opening");

        RoomScreen screen = ada.openRoomScreen();
        screen.sets("Closing", "the last auction");
        screen.close();

        bob.isIn("Closing");
        bob.readsTopic("the last auction");
        bob.cannotSpeak();
        ada.say("only I may");
        bob.reads("only I may");
        assertThat(ada.newComplaints()).isEmpty();
        assertThat(bob.newComplaints()).isEmpty();
    }

    @Test
    void aRevokedInvitationOpensNothing() {
        Visitor ada = arrive("Ada", "/");
        ada.makePrivateRoom("Vault");
        URI link = URI.create(ada.invite());

        ada.openRoomScreen().revokes();

        Visitor cy = browser.visitor(desktop());
        cy.open(link);
        cy.giveName("Cy");
        cy.readsThatTheInvitationIsOver();
        assertThat(cy.rooms()).doesNotContain("Vault");
        assertThat(ada.newComplaints()).isEmpty();
    }

    @Test
    void aMemberLeavesAndTheOwnerDeletesTheRoom() {
        Visitor ada = arrive("Ada", "/");
        ada.makePrivateRoom("Cellar");
        ada.say("for few ears");
        Visitor cy = browser.visitor(desktop());
        cy.open(URI.create(ada.invite()));
        cy.join("Cy");
        cy.reads("for few ears");

        cy.openRoomScreen().leaves();
        cy.knowsNoRoom("Cellar");
        ada.openRoomScreen().deletes();
        ada.knowsNoRoom("Cellar");

        assertThat(ada.newComplaints()).isEmpty();
        assertThat(cy.newComplaints()).isEmpty();
    }

    @Test
    void aBanIsLifted() {
        Visitor ada = arrive("Ada", "/");
        ada.makeRoom("Ring");
        Visitor bob = arrive("Bob", "/#/ring");
        bob.say("louder");
        ada.reads("louder");

        ada.actOn("Bob", "Ban");
        bob.readsBan();
        RoomScreen screen = ada.openRoomScreen();
        screen.forgives("Bob");
        screen.close();

        bob.goTo("Lobby");
        bob.goTo("Ring");
        bob.say("I'll be quiet");
        ada.reads("I'll be quiet");
        assertThat(ada.newComplaints()).isEmpty();
    }

    @Test
    void aProgramWritesThroughAWebhook() throws Exception {
        Visitor ada = arrive("Mona", "/");
        ada.account().registers("mona", PASSWORD);
        ada.makeRoom("Builds");
        RoomScreen screen = ada.openRoomScreen();
        URI url = URI.create(screen.letsWrite("Build machine"));
        screen.close();

        try (HttpClient client = HttpClient.newHttpClient()) {
            HttpRequest request =
                    HttpRequest.newBuilder(url)
                            .header("Content-Type", "application/json")
                            .POST(BodyPublishers.ofString("{\"text\":\"build 7 failed\"}"))
                            .build();
            assertThat(client.send(request, BodyHandlers.discarding()).statusCode()).isEqualTo(201);
        }

        ada.readsFromProgram("build 7 failed", "Build machine");
        assertThat(ada.newComplaints()).isEmpty();
    }

    @Test
    void loggingOutEverywhereEndsAllBrowsers() {
        Visitor here = arrive("Grace", "/");
        here.account().registers("grace", PASSWORD);
        Visitor there = browser.visitor(desktop());
        there.open(floor.http("/"));
        there.account().logsIn("grace", PASSWORD);
        there.say("from another desk");
        here.reads("from another desk");

        here.account().logsOutEverywhere();

        there.account().isLoggedOut();
    }

    private static Visitor arrive(String name, String path) {
        Visitor visitor = browser.visitor(desktop());
        visitor.open(floor.http(path));
        visitor.join(name);
        return visitor;
    }

    private static NewContextOptions desktop() {
        return new NewContextOptions().setViewportSize(1440, 900);
    }
}
