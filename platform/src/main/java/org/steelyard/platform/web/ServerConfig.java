package org.steelyard.platform.web;

import org.apache.catalina.core.StandardHost;
import org.springframework.boot.jackson.autoconfigure.JsonMapperBuilderCustomizer;
import org.springframework.boot.tomcat.ConfigurableTomcatWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import tools.jackson.core.StreamReadFeature;

/** The server below the application, and how strictly it reads. Its limits of time and size stand in {@code application.yaml}. */
@Configuration
class ServerConfig {

    /** Valves are asked from the inside out, and the first one that reports is heard: this one is added last. */
    @Bean
    WebServerFactoryCustomizer<ConfigurableTomcatWebServerFactory> problemsOfTheServer() {
        return factory -> factory.addContextCustomizers(context -> {
            if (context.getParent() instanceof StandardHost host) {
                host.getPipeline().addValve(new ProblemValve());
                // with the name of one that is there, the host adds none of its own
                host.setErrorReportValveClass(ProblemValve.class.getName());
            }
        });
    }

    /** A key that stands twice means one thing to one reader and another to the next: it is refused. */
    @Bean
    JsonMapperBuilderCustomizer keysStandOnce() {
        return builder -> builder.enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION);
    }
}
