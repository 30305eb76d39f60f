package dev.baltoro.serve.web.review;

import dev.baltoro.serve.http.Route;
import dev.baltoro.serve.http.RouteModule;
import dev.baltoro.serve.web.PageFiles;
import dev.baltoro.synth.review.ReviewFolder;
import java.util.ArrayList;
import java.util.List;

/// The pages of a review and their files, and what they ask.
public final class ReviewPage implements RouteModule {
    private final ReviewRoutes asked;

    /// @param folder stays the caller's, who closes it after the server
    public ReviewPage(ReviewFolder folder) {
        this.asked = new ReviewRoutes(folder);
    }

    @Override
    public List<Route> routes() {
        PageFiles files = PageFiles.beside(ReviewPage.class);
        List<Route> routes = new ArrayList<>();
        routes.add(files.one("/", "review.html"));
        routes.add(files.one("/agreement", "agreement.html"));
        routes.add(files.all("/review"));
        routes.add(PageFiles.shared().all("/web"));
        routes.addAll(asked.routes());
        return List.copyOf(routes);
    }
}
