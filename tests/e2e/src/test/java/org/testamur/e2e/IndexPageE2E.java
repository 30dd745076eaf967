package org.testamur.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class IndexPageE2E {

    private final Stack stack = Stack.running();

    @Test
    void everyLinkLeadsSomewhereAndTheServicesDescribeThemselves() {
        List<String> wanted = List.of(
                "/catalog/openapi",
                "/enrolment/openapi",
                "/assessment/openapi",
                "/issuance/openapi",
                "/verification/openapi",
                "/auth/realms/testamur/account");
        // What takes longer than two seconds to answer is left out until it answers in time.
        List<String> links = await("the links of the index page")
                .atMost(Classroom.PATIENCE)
                .until(this::links, found -> found.containsAll(wanted));
        assertThat(links)
                .allSatisfy(link -> assertThat(stack.anybody()
                                .get(link)
                                .accept("text/html, */*;q=0.8")
                                .send()
                                .status())
                        .as(link)
                        .isBetween(200, 399));
    }

    private List<String> links() {
        Answer page = stack.anybody().get("/").accept("text/html").send().expect(200);
        return Pattern.compile("href=\"([^\"]*)\"")
                .matcher(page.text())
                .results()
                .map(MatchResult::group)
                .map(link -> link.substring("href=\"".length(), link.length() - 1))
                .toList();
    }
}
