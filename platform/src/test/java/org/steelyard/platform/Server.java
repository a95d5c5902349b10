package org.steelyard.platform;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.springframework.context.ConfigurableApplicationContext;

/** A platform on a free port of the loopback, with a database of its own in a folder. */
final class Server implements AutoCloseable {

    private final ConfigurableApplicationContext context;

    private Server(ConfigurableApplicationContext context) {
        this.context = context;
    }

    static Server start(Path folder, String... more) {
        return start(Database.EMBEDDED.settings(folder), more);
    }

    /** Tests call from one address, and often: its limits are wide unless a test sets them. */
    static Server start(List<String> settings, String... more) {
        List<String> arguments = new ArrayList<>(List.of(
                "--port", "0", "--rate-address", "1000000", "--rate-account", "1000000", "--rate-sign-in", "1000000"));
        arguments.addAll(settings);
        arguments.addAll(Arrays.asList(more));
        return new Server(Platform.start(arguments.toArray(String[]::new)));
    }

    int port() {
        return context.getEnvironment().getRequiredProperty("local.server.port", Integer.class);
    }

    <T> T bean(Class<T> kind) {
        return context.getBean(kind);
    }

    <T> T bean(String name, Class<T> kind) {
        return context.getBean(name, kind);
    }

    Client client() {
        return new Client(port());
    }

    @Override
    public void close() {
        context.close();
    }
}
