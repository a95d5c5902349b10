package org.steelyard.platform.web;

import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.ValueConstants;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.steelyard.governance.process.Act;
import org.steelyard.governance.process.ProcessTable;
import org.steelyard.platform.PlatformError;
import org.steelyard.platform.evaluation.Body;
import org.steelyard.platform.evaluation.BodyCheck;
import org.steelyard.platform.evaluation.Forms;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * The interface as OpenAPI 3.1, made from what runs: the handlers with their parameters and records, the route table with
 * its words, the process table with its forms. Nothing is written by hand, so that nothing can be out of date.
 */
final class OpenApi {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final String ACTS = "/api/v1/evaluations/{id}/acts/{act}";

    private final Schemas schemas = new Schemas();
    private final RouteTable table;
    private final ProcessTable process;

    private OpenApi(RouteTable table, ProcessTable process) {
        this.table = table;
        this.process = process;
    }

    /** One route with what answers it. */
    private record Route(String method, String path, HandlerMethod handler, RequestMappingInfo info) {}

    static ObjectNode of(Map<RequestMappingInfo, HandlerMethod> handlers) {
        return new OpenApi(RouteTable.standard(), ProcessTable.standard()).write(handlers);
    }

    private ObjectNode write(Map<RequestMappingInfo, HandlerMethod> handlers) {
        ObjectNode root = NODES.objectNode();
        root.put("openapi", "3.1.0");
        ObjectNode info = root.putObject("info");
        info.put("title", "杆秤评价平台 / Steelyard platform");
        info.put("version", "1");
        info.put(
                "description",
                "写操作须带 X-XSRF-TOKEN（取自 Cookie XSRF-TOKEN）；办理事项须带 If-Match。"
                        + " Writes carry X-XSRF-TOKEN (from the cookie XSRF-TOKEN); acts carry If-Match.");
        ObjectNode paths = root.putObject("paths");
        routes(handlers).forEach(route -> {
            if (route.path().equals(ACTS)) {
                process.acts().stream()
                        .filter(act -> !act.begins() && !act.id().startsWith("read"))
                        .sorted(Comparator.comparing(Act::id))
                        .forEach(act -> act(paths, route, act));
            } else {
                object(paths, route.path()).set(route.method().toLowerCase(java.util.Locale.ROOT), operation(route));
            }
        });
        schemas.add("Problem", problem());
        ObjectNode components = root.putObject("components");
        components.set("schemas", schemas.all());
        ObjectNode session = components.putObject("securitySchemes").putObject("session");
        session.put("type", "apiKey").put("in", "cookie").put("name", "steelyard");
        return root;
    }

    private static List<Route> routes(Map<RequestMappingInfo, HandlerMethod> handlers) {
        List<Route> routes = new ArrayList<>();
        handlers.forEach((info, handler) -> info.getPatternValues().stream()
                .filter(path -> path.startsWith("/api/"))
                .forEach(path -> info.getMethodsCondition()
                        .getMethods()
                        .forEach(method -> routes.add(new Route(method.name(), path, handler, info)))));
        routes.sort(Comparator.comparing(Route::path).thenComparing(Route::method));
        return routes;
    }

    private static ObjectNode object(ObjectNode parent, String name) {
        return parent.get(name) instanceof ObjectNode there ? there : parent.putObject(name);
    }

    private void act(ObjectNode paths, Route route, Act act) {
        ObjectNode operation = operation(route);
        operation.put("operationId", act.id());
        operation.put("summary", act.label().zh() + " / " + act.label().en());
        ArrayNode parameters = NODES.arrayNode();
        operation.path("parameters").forEach(parameter -> {
            if (!parameter.path("name").asString().equals("act")) {
                parameters.add(parameter);
            }
        });
        operation.set("parameters", parameters);
        Class<? extends Body> form = Forms.of(act.id());
        ObjectNode content = NODES.objectNode();
        ObjectNode json = content.putObject("content").putObject("application/json");
        json.set("schema", schemas.request(form, BodyCheck.needed(form)));
        operation.set("requestBody", content.put("required", true));
        ArrayNode who = operation.putArray("x-who");
        act.who().forEach(p -> who.add(p.role() + "@" + p.relation()));
        ArrayNode from = operation.putArray("x-from");
        act.from().stream().sorted().forEach(state -> from.add(state.name()));
        ArrayNode conditions = operation.putArray("x-conditions");
        act.conditions().stream().sorted().forEach(c -> conditions.add(c.name()));
        object(paths, route.path().replace("{act}", act.id())).set("post", operation);
    }

    private ObjectNode operation(Route route) {
        String key = route.method() + " " + route.path();
        ObjectNode operation = NODES.objectNode();
        operation.put("operationId", id(route));
        operation.put(
                "summary", table.label(key).zh() + " / " + table.label(key).en());
        ArrayNode parameters = operation.putArray("parameters");
        for (Parameter parameter : route.handler().getMethod().getParameters()) {
            parameters(parameter).forEach(parameters::add);
        }
        body(route).ifPresent(body -> operation.set("requestBody", body));
        operation.set("responses", responses(route));
        ArrayNode who = operation.putArray("x-who");
        table.who(key).forEach(who::add);
        if (!table.isOpen(key)) {
            operation.putArray("security").addObject().putArray("session");
        }
        return operation;
    }

    private static String id(Route route) {
        StringBuilder name = new StringBuilder(route.method().toLowerCase(java.util.Locale.ROOT));
        for (String part : route.path().substring("/api/v1/".length()).split("[/.]")) {
            name.append('-').append(part.replaceAll("[{}]", ""));
        }
        return name.toString();
    }

    private Stream<ObjectNode> parameters(Parameter parameter) {
        @Nullable PathVariable path = parameter.getAnnotation(PathVariable.class);
        if (path != null) {
            return Stream.of(parameter("path", parameter.getName(), parameter.getParameterizedType(), true));
        }
        @Nullable RequestParam query = parameter.getAnnotation(RequestParam.class);
        if (query != null) {
            boolean given = query.defaultValue().equals(ValueConstants.DEFAULT_NONE) && query.required();
            boolean required = given && parameter.getType() != Optional.class;
            ObjectNode node = parameter("query", parameter.getName(), parameter.getParameterizedType(), required);
            if (!query.defaultValue().equals(ValueConstants.DEFAULT_NONE)) {
                node.put("description", "default " + query.defaultValue());
            }
            return Stream.of(node);
        }
        @Nullable RequestHeader header = parameter.getAnnotation(RequestHeader.class);
        if (header != null && !header.name().equals("Content-Type")) {
            return Stream.of(parameter(
                    "header", header.name(), String.class, header.name().equals("If-Match")));
        }
        if (parameter.getType() == Search.class) {
            return Arrays.stream(Search.class.getRecordComponents())
                    .map(c -> parameter("query", c.getName(), c.getGenericType(), false));
        }
        return Stream.of();
    }

    private ObjectNode parameter(String in, String name, Type type, boolean required) {
        ObjectNode node = NODES.objectNode();
        node.put("name", name).put("in", in).put("required", required);
        node.set("schema", schemas.answer(Schemas.unwrapped(type, Optional.class)));
        return node;
    }

    private Optional<ObjectNode> body(Route route) {
        for (Parameter parameter : route.handler().getMethod().getParameters()) {
            if (has(parameter, RequestBody.class)) {
                ObjectNode node = NODES.objectNode();
                node.put("required", true);
                boolean bytes = parameter.getType() == byte[].class;
                ObjectNode media = node.putObject("content")
                        .putObject(bytes ? MediaType.APPLICATION_OCTET_STREAM_VALUE : MediaType.APPLICATION_JSON_VALUE);
                boolean creates = route.path().equals("/api/v1/evaluations");
                Type type = creates ? Body.Application.class : parameter.getParameterizedType();
                media.set(
                        "schema",
                        schemas.request(type, creates ? BodyCheck.needed(Body.Application.class) : List.of()));
                return Optional.of(node);
            }
        }
        return Optional.empty();
    }

    private static boolean has(Parameter parameter, Class<? extends Annotation> kind) {
        return parameter.getAnnotation(kind) != null;
    }

    private ObjectNode responses(Route route) {
        Method method = route.handler().getMethod();
        @Nullable ResponseStatus status = AnnotatedElementUtils.findMergedAnnotation(method, ResponseStatus.class);
        Type type = Schemas.unwrapped(method.getGenericReturnType(), ResponseEntity.class);
        boolean creates = route.method().equals("POST") && route.path().equals("/api/v1/evaluations");
        String code = creates
                ? "201"
                : status == null ? "200" : Integer.toString(status.value().value());
        ObjectNode responses = NODES.objectNode();
        ObjectNode good = responses.putObject(code).put("description", "OK");
        if (type != void.class && type != Void.class) {
            String media = route.info().getProducesCondition().getProducibleMediaTypes().stream()
                    .findFirst()
                    .map(MediaType::toString)
                    .orElse(type == byte[].class ? "application/octet-stream" : "application/json");
            ObjectNode content = good.putObject("content").putObject(media);
            content.set("schema", schemas.answer(type));
        }
        ObjectNode bad = responses.putObject("default").put("description", "问题 / problem (RFC 9457)");
        bad.putObject("content")
                .putObject("application/problem+json")
                .putObject("schema")
                .put("$ref", "#/components/schemas/Problem");
        return responses;
    }

    private static ObjectNode problem() {
        ObjectNode node = NODES.objectNode();
        node.put("type", "object");
        ObjectNode properties = node.putObject("properties");
        properties.putObject("type").put("type", "string");
        properties.putObject("status").put("type", "integer");
        ObjectNode code = properties.putObject("code").put("type", "string");
        Map<String, Integer> codes = new TreeMap<>();
        Arrays.stream(PlatformError.values()).forEach(e -> codes.put(e.id(), e.status()));
        code.put("description", "PLATFORM codes with their status: " + codes);
        properties.putObject("title").put("type", "string");
        properties.putObject("detail").put("type", "string");
        ObjectNode each = properties.putObject("problems").put("type", "array").putObject("items");
        ObjectNode fields = each.put("type", "object").putObject("properties");
        for (String name : List.of("code", "place", "field", "message", "remedy")) {
            fields.putObject(name).put("type", "string");
        }
        fields.putObject("row").put("type", "integer");
        return node;
    }
}
