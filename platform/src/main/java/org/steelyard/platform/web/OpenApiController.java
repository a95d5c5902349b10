package org.steelyard.platform.web;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import tools.jackson.databind.json.JsonMapper;

/** The description of the interface, as it runs. */
@RestController
@RequestMapping("/api/v1/openapi.json")
class OpenApiController {

    private final ObjectProvider<RequestMappingHandlerMapping> handlers;

    OpenApiController(
            @Qualifier("requestMappingHandlerMapping") ObjectProvider<RequestMappingHandlerMapping> handlers) {
        this.handlers = handlers;
    }

    @GetMapping(produces = MediaType.APPLICATION_JSON_VALUE)
    String read() {
        return JsonMapper.shared()
                        .writerWithDefaultPrettyPrinter()
                        .writeValueAsString(OpenApi.of(handlers.getObject().getHandlerMethods()))
                + "\n";
    }
}
