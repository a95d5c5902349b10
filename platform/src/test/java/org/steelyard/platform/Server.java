package org.steelyard.platform;

import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import javax.sql.DataSource;
import org.springframework.boot.web.server.WebServer;
import org.springframework.boot.web.server.servlet.context.ServletWebServerApplicationContext;
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

    /**
     * As above, with a single connection to the database: whatever asks for a second one while it holds the first is refused here,
     * and would wait for itself under load. Migrations need two, so that the other is taken away after the start.
     */
    static Server startOnOneConnection(List<String> settings) {
        Map<String, String> pool = Map.of(
                "spring.datasource.hikari.maximum-pool-size", "2",
                "spring.datasource.hikari.connection-timeout", "5000");
        pool.forEach(System::setProperty);
        try {
            Server server = start(settings);
            server.bean(DataSource.class).getConnection();
            return server;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        } finally {
            pool.keySet().forEach(System::clearProperty);
        }
    }

    /** With the samples of the first start. */
    static Server demo(Path folder) {
        Server server = start(folder);
        Client.expect(200, server.client().post("/api/v1/setup", World.setUp(true)));
        return server;
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

    WebServer webServer() {
        return Objects.requireNonNull(((ServletWebServerApplicationContext) context).getWebServer());
    }

    Client client() {
        return new Client(port());
    }

    /** Somebody who is signed in. */
    Client as(String login) {
        Client client = client();
        Client.expect(200, client.signIn(login));
        return client;
    }

    @Override
    public void close() {
        context.close();
    }
}
