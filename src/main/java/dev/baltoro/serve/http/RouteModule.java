package dev.baltoro.serve.http;

import java.util.List;

/// Routes that belong together: a dialect's endpoints, a page and its files.
public interface RouteModule {
    /// {@return the routes, no two of one method and path}
    List<Route> routes();
}
