package org.steelyard.platform.web;

import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;

/** Addresses of the page: all of them are the same file, which finds its way itself. */
@Controller
class PageController {

    @GetMapping({
        "/",
        "/sign-in",
        "/evaluations",
        "/account",
        "/calendar",
        "/evaluations/{id}",
        "/evaluations/{id}/{part}",
        "/evaluations/{id}/do/{act}/{role}",
        "/monitoring",
        "/decisions",
        "/use",
        "/experts",
        "/repository",
        "/repository/{id}",
        "/network",
        "/process",
        "/suggestions",
        "/admin",
        "/ledger"
    })
    String page() {
        return "forward:/index.html";
    }
}
