package dev.baltoro.synth.evolve;

import dev.baltoro.synth.tool.Action;
import dev.baltoro.synth.tool.Application;
import dev.baltoro.synth.tool.Blueprint;
import dev.baltoro.synth.tool.DomainBook;
import dev.baltoro.synth.tool.House;
import dev.baltoro.synth.tool.InventedTools;
import dev.baltoro.synth.tool.TypedTable;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;

/// Draws an operator and a parent, and makes a child: a pure function of a number and the parents.
///
/// @param seeds tools that exist
record Breeding(List<AdoptedTool> seeds) {
    /// Steps away from where its line begins that a tool may be.
    private static final int GENERATIONS_MAX = 4;

    /// Parents among the children so far, of ten.
    private static final int FROM_CHILDREN = 3;

    private static final List<Operator> SHARES =
            List.of(
                    Operator.INVENT,
                    Operator.INVENT,
                    Operator.EXTEND,
                    Operator.EXTEND,
                    Operator.EXTEND,
                    Operator.SPECIALISE,
                    Operator.SPECIALISE,
                    Operator.GENERALISE,
                    Operator.GENERALISE,
                    Operator.COMBINE,
                    Operator.CHANGE_RESOURCE,
                    Operator.CHANGE_RESOURCE,
                    Operator.NEW_FAILURE);

    private record Parent(String id, Blueprint blueprint, String where, int generation) {}

    Operator operator(long number) {
        return SHARES.get(new SplittableRandom(number).nextInt(SHARES.size()));
    }

    /// {@return a child; empty if the operator has nothing to do with the parent that was drawn}
    Optional<Bred> child(Operator operator, long number, List<Evolved> pool) {
        SplittableRandom random = new SplittableRandom(~number);
        boolean explained = random.nextInt(3) > 0;
        if (operator == Operator.INVENT || seeds.isEmpty() && pool.isEmpty()) {
            return invented(random, explained);
        }
        Parent parent = parent(random, pool);
        Naming naming = new Naming(random, parent.where());
        Optional<Offspring> child =
                switch (operator) {
                    case EXTEND -> extended(naming, parent);
                    case SPECIALISE -> new Specialise(naming).of(parent.blueprint());
                    case GENERALISE -> new Generalise(naming).of(parent.blueprint());
                    case COMBINE ->
                            new Combine(naming).of(parent.blueprint(), neighbours(random, parent));
                    case CHANGE_RESOURCE -> resource(random, parent);
                    default -> new NewFailure(naming).of(parent.blueprint());
                };
        return child.map(made -> {
            boolean moved = operator == Operator.CHANGE_RESOURCE;
            String where = moved ? made.detail().split(": ", 2)[0] : parent.where();
            return new Bred(made, List.of(parent.id()), where, parent.generation() + 1, explained);
        });
    }

    private Parent parent(SplittableRandom random, List<Evolved> pool) {
        boolean child = !pool.isEmpty() && (seeds.isEmpty() || random.nextInt(10) < FROM_CHILDREN);
        if (child) {
            Evolved drawn = pool.get(random.nextInt(pool.size()));
            if (drawn.generation() < GENERATIONS_MAX || seeds.isEmpty()) {
                return new Parent(
                        drawn.tool().lineage().id(),
                        drawn.tool().blueprint(),
                        drawn.where(),
                        drawn.generation());
            }
        }
        AdoptedTool drawn = seeds.get(random.nextInt(seeds.size()));
        String where =
                drawn.seed().server().isEmpty()
                        ? drawn.blueprint().table().plural()
                        : drawn.seed().server();
        return new Parent(drawn.seed().id(), drawn.blueprint(), where, 0);
    }

    private static Optional<Bred> invented(SplittableRandom random, boolean explained) {
        List<Application> applications = DomainBook.applications();
        Application application = applications.get(random.nextInt(applications.size()));
        House house = House.draw(random, application);
        List<Blueprint> drafts = InventedTools.drafts(random, house, application);
        Blueprint drawn = drafts.get(random.nextInt(drafts.size()));
        String path = application.domain() + "/" + application.name() + "/" + drawn.table().noun();
        return Optional.of(
                new Bred(
                        new Offspring(drawn, drawn.action() + " of " + drawn.table().noun()),
                        List.of(path),
                        application.name(),
                        0,
                        explained));
    }

    /// {@return tools over the parent's table, in its style}
    private static List<Blueprint> neighbours(SplittableRandom random, Parent parent) {
        return drafts(random, parent, parent.blueprint().table(), parent.where());
    }

    private static List<Blueprint> drafts(
            SplittableRandom random, Parent parent, TypedTable table, String where) {
        Application application = new Application("", where, "", List.of(table));
        House drawn = House.draw(random, application);
        House house =
                new House(
                        parent.blueprint().style(),
                        parent.blueprint().table().keyForm(),
                        drawn.nounFirst(),
                        "",
                        drawn.voice(),
                        drawn.explains());
        return InventedTools.shuffled(InventedTools.drafts(random, house, application), random);
    }

    private static Optional<Offspring> extended(Naming naming, Parent parent) {
        List<Blueprint> others = neighbours(naming.random(), parent);
        return others.stream()
                .filter(other -> other.action() != parent.blueprint().action())
                .filter(other ->
                        other.action() != Action.CONVERT && other.action() != Action.COMPUTE)
                .findFirst()
                .map(other -> new Offspring(other, other.action() + " of the same rows"));
    }

    private static Optional<Offspring> resource(SplittableRandom random, Parent parent) {
        List<Application> applications = DomainBook.applications();
        Application application = applications.get(random.nextInt(applications.size()));
        TypedTable table = application.tables().get(random.nextInt(application.tables().size()));
        Naming naming = new Naming(random, application.name());
        return new ChangeResource(naming)
                .of(parent.blueprint(), drafts(random, parent, table, application.name()))
                .map(child ->
                        new Offspring(
                                child.blueprint(), application.name() + ": " + child.detail()));
    }
}
