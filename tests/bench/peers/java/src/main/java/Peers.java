import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sapl.api.pdp.AuthorizationSubscription;
import io.sapl.api.pdp.Decision;
import io.sapl.interpreter.DefaultSAPLInterpreter;
import io.sapl.interpreter.combinators.PolicyDocumentCombiningAlgorithm;
import io.sapl.interpreter.functions.AnnotationFunctionContext;
import io.sapl.interpreter.pip.AnnotationAttributeContext;
import io.sapl.pdp.EmbeddedPolicyDecisionPoint;
import io.sapl.pdp.config.PDPConfiguration;
import io.sapl.prp.PrpUpdateEvent;
import io.sapl.prp.index.canonical.CanonicalImmutableParsedDocumentIndex;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import reactor.core.publisher.Flux;

/**
 * SAPL on its hospital, as peer_replay wrote it: {@code Peers sapl FOLDER}.
 *
 * <p>Reads FOLDER/policy.csv (rows as in peer_rows.h) and FOLDER/requests.csv (user, resource, action), and prints one
 * JSON object: the time to load, the median time of a decision, and all decisions as a string of A and D. As in SAPL's
 * own benchmark a role has one policy for each type of resource in each department, and a department one that denies
 * what is more sensitive than the subject's clearance. The groups of a subject, which SAPL's benchmark folds into a
 * constant when it loads, are given with the request.
 */
public final class Peers {

    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final List<String[]> rows;
    private final Map<String, List<String>> groups = new LinkedHashMap<>();
    private final Map<String, String> parents = new LinkedHashMap<>();
    /** The actions of a role by type: {@code LabResult/read} is {@code read} on a {@code LabResult}. */
    private final Map<String, Map<String, List<String>>> actions = new LinkedHashMap<>();

    private Peers(List<String[]> rows) {
        this.rows = rows;
        for (String[] row : rows) {
            switch (row[0]) {
                case "g" -> groups.computeIfAbsent(row[1], any -> new ArrayList<>()).add(row[2]);
                case "r" -> parents.put(row[1], row[2]);
                case "a" -> {
                    String[] typed = row[2].split("/");
                    actions.computeIfAbsent(row[1], any -> new LinkedHashMap<>())
                            .computeIfAbsent(typed[0], any -> new ArrayList<>()).add(typed[1]);
                }
                default -> { }
            }
        }
    }

    private static List<String[]> rowsOf(Path file) throws IOException {
        try (var lines = Files.lines(file)) {
            return lines.map(line -> line.split(", ")).collect(Collectors.toList());
        }
    }

    /** The number at the end of a name: 3 of {@code clearance3}. */
    private static int numberOf(String name) {
        return Integer.parseInt(name.replaceAll("^.*\\D", ""));
    }

    private List<String> policies() {
        var policies = new ArrayList<String>();
        var departments = new LinkedHashSet<String>();
        for (String[] row : rows) {
            if (row[0].equals("p")) {
                actions.get(row[3]).forEach((type, names) -> policies.add(permit(row[1], row[2], type, names)));
            } else if (row[0].equals("d")) {
                departments.add(parents.get(row[2]));
            }
        }
        for (String department : departments) {
            policies.add("""
                    policy "sensitivity in %s"
                    deny
                      resource.department == "%s"
                    where
                      resource.sensitivity > subject.clearance;
                    """.formatted(department, department));
        }
        return policies;
    }

    private String permit(String holder, String place, String type, List<String> names) {
        String list = names.stream().map(name -> '"' + name + '"').collect(Collectors.joining(", "));
        String action = names.size() == 1 ? "action == " + list : "action in [" + list + "]";
        // The place above all others is no condition.
        String department = parents.containsKey(place) ? " & resource.department == \"" + place + '"' : "";
        return """
                policy "%s on %s"
                permit
                  resource.type == "%s" & %s%s
                where
                  "%s" in subject.groups;
                """.formatted(holder, type, type, action, department, holder);
    }

    private AuthorizationSubscription subscription(String[] request) {
        Set<String> reached = new LinkedHashSet<>();
        var open = new ArrayList<>(List.of(request[0]));
        while (!open.isEmpty()) {
            for (String group : groups.getOrDefault(open.remove(open.size() - 1), List.of())) {
                if (reached.add(group)) {
                    open.add(group);
                }
            }
        }
        ObjectNode subject = MAPPER.createObjectNode();
        ArrayNode held = subject.putArray("groups");
        for (String group : reached) {
            held.add(group);
            if (group.startsWith("clearance")) {
                subject.put("clearance", numberOf(group));
            }
        }
        String[] typed = request[2].split("/");
        ObjectNode resource = MAPPER.createObjectNode();
        resource.put("type", typed[0]).put("department", parents.get(request[1]))
                .put("sensitivity", numberOf(request[1]));
        return AuthorizationSubscription.of(subject, typed[1], resource);
    }

    /** With the canonical index, SAPL's own for many policies; its factory takes the naive one. */
    private static EmbeddedPolicyDecisionPoint decisionPoint(List<String> policies) {
        var attributes = new AnnotationAttributeContext();
        var functions = new AnnotationFunctionContext();
        var interpreter = new DefaultSAPLInterpreter();
        var published = policies.stream().map(interpreter::parseDocument)
                .map(document -> new PrpUpdateEvent.Update(PrpUpdateEvent.Type.PUBLISH, document)).toList();
        var index = new CanonicalImmutableParsedDocumentIndex(attributes, functions)
                .apply(new PrpUpdateEvent(published));
        var configuration = new PDPConfiguration("peers", attributes, functions, Map.of(),
                PolicyDocumentCombiningAlgorithm.DENY_OVERRIDES, UnaryOperator.identity(), UnaryOperator.identity(),
                index);
        return new EmbeddedPolicyDecisionPoint(() -> Flux.just(configuration));
    }

    private static boolean allowed(EmbeddedPolicyDecisionPoint point, AuthorizationSubscription subscription) {
        return point.decide(subscription).blockFirst().getDecision() == Decision.PERMIT;
    }

    public static void main(String[] arguments) throws Exception {
        if (arguments.length != 2 || !arguments[0].equals("sapl")) {
            throw new IllegalArgumentException("usage: peers sapl FOLDER");
        }
        Path folder = Path.of(arguments[1]);
        long begin = System.nanoTime();
        var hospital = new Peers(rowsOf(folder.resolve("policy.csv")));
        var point = decisionPoint(hospital.policies());
        double loadMs = (System.nanoTime() - begin) / 1e6;

        var subscriptions = new ArrayList<AuthorizationSubscription>();
        for (String[] request : rowsOf(folder.resolve("requests.csv"))) {
            subscriptions.add(hospital.subscription(request));
        }
        // Every request once, for the decisions and to warm up; then as many as two seconds give.
        var decisions = new StringBuilder();
        for (AuthorizationSubscription subscription : subscriptions) {
            decisions.append(allowed(point, subscription) ? 'A' : 'D');
        }
        double[] times = new double[1_000_000];
        int count = 0;
        for (long start = System.nanoTime(); System.nanoTime() - start < 2e9 && count < times.length; ++count) {
            long one = System.nanoTime();
            allowed(point, subscriptions.get(count % subscriptions.size()));
            times[count] = System.nanoTime() - one;
        }
        Arrays.sort(times, 0, count);
        var answer = MAPPER.createObjectNode();
        answer.put("engine", "sapl").put("load_ms", loadMs).put("decide_ns", times[count / 2])
                .put("decisions", decisions.toString());
        System.out.println(answer);
        System.exit(0);  // its threads would keep the program
    }
}
