package dev.outcry.tests;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Page.GetByRoleOptions;
import com.microsoft.playwright.assertions.LocatorAssertions.ContainsTextOptions;
import com.microsoft.playwright.options.AriaRole;

/// Where a [Visitor] becomes an account, and stops being it. Waits and fails as a visitor does.
final class AccountScreen {
    private final Page page;

    AccountScreen(Page page) {
        this.page = page;
    }

    /// Makes an account of the guest that one is.
    void registers(String name, String password) {
        header("Make an account").click();
        submits(name, password, "Make the account");
        assertThat(header("Make an account")).hasCount(0);
    }

    void logsIn(String name, String password) {
        header("Log in").click();
        submits(name, password, "Log in");
        assertThat(page.getByTitle("Your account"))
                .containsText(name, new ContainsTextOptions().setIgnoreCase(true));
    }

    private void submits(String name, String password, String how) {
        Locator dialog = page.getByRole(AriaRole.DIALOG);
        dialog.getByLabel("Account name").fill(name);
        dialog.getByLabel("Password").fill(password);
        dialog.getByRole(
                        AriaRole.BUTTON, new Locator.GetByRoleOptions().setName(how).setExact(true))
                .click();
        assertThat(dialog).hasCount(0);
    }

    void logsOutEverywhere() {
        page.getByTitle("Your account").click();
        page.getByRole(AriaRole.MENUITEM, new GetByRoleOptions().setName("Log out everywhere"))
                .click();
        isLoggedOut();
    }

    /// Waits until the page knows of nobody.
    void isLoggedOut() {
        assertThat(header("Log in")).isVisible();
        assertThat(page.getByTitle("Your account")).hasCount(0);
    }

    private Locator header(String name) {
        return page.getByRole(AriaRole.BANNER)
                .getByRole(
                        AriaRole.BUTTON,
                        new Locator.GetByRoleOptions().setName(name).setExact(true));
    }
}
