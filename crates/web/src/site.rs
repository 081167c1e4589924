//! The only way to add a route. Each one names its action; from the action follow audience and policy, and the
//! list of routes is what the permission matrix walks (a golden file).

use crate::app::App;
use crate::guard::guard;
use crate::visit::receive;
use axum::Router;
use axum::handler::Handler;
use axum::middleware::from_fn_with_state;
use axum::routing::{MethodFilter, MethodRouter, on};
use hall::kernel::{Action, Audience};

/// What a route lets come in and go out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize)]
pub enum Traffic {
    /// A page of one's own.
    Page,
    /// A page everybody reads: anonymous answers come from a cache that a commit empties.
    Cached,
    /// A form of texts.
    Form,
    /// A form with pictures.
    Upload,
    /// A form with one workbook.
    Sheet,
}

impl Traffic {
    /// Most bytes a request may carry.
    #[must_use]
    pub const fn limit(self) -> usize {
        match self {
            Self::Page | Self::Cached => 0,
            Self::Form => 1024 * 1024,
            // Twelve phone pictures; the page makes them smaller before they are sent.
            Self::Upload => 120 * 1024 * 1024,
            // What the reader takes, and the form around it.
            Self::Sheet => hall::park::tenant::import::BYTES + 64 * 1024,
        }
    }
}

/// One route of the hall.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize)]
pub struct Route {
    /// `GET` or `POST`.
    pub method: &'static str,
    /// The path with its parameters.
    pub path: &'static str,
    /// What is asked of the hall.
    pub action: Action,
    /// For whom it is; follows from the action.
    pub audience: Audience,
    /// What comes in and goes out.
    pub traffic: Traffic,
}

type Mount = Box<dyn FnOnce(Router, &App) -> Router + Send>;

/// Routes being collected.
#[derive(Default)]
pub struct Site {
    routes: Vec<Route>,
    mounts: Vec<Mount>,
}

impl Site {
    /// No route yet.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// A page of one's own.
    #[must_use]
    pub fn get<H, T>(self, path: &'static str, action: Action, handler: H) -> Self
    where
        H: Handler<T, ()>,
        T: 'static,
    {
        self.add("GET", path, action, Traffic::Page, handler)
    }

    /// A page everybody reads.
    #[must_use]
    pub fn cached<H, T>(self, path: &'static str, action: Action, handler: H) -> Self
    where
        H: Handler<T, ()>,
        T: 'static,
    {
        self.add("GET", path, action, Traffic::Cached, handler)
    }

    /// A form of texts.
    #[must_use]
    pub fn post<H, T>(self, path: &'static str, action: Action, handler: H) -> Self
    where
        H: Handler<T, ()>,
        T: 'static,
    {
        self.add("POST", path, action, Traffic::Form, handler)
    }

    /// A form with pictures.
    #[must_use]
    pub fn upload<H, T>(self, path: &'static str, action: Action, handler: H) -> Self
    where
        H: Handler<T, ()>,
        T: 'static,
    {
        self.add("POST", path, action, Traffic::Upload, handler)
    }

    /// A form with one workbook.
    #[must_use]
    pub fn sheet<H, T>(self, path: &'static str, action: Action, handler: H) -> Self
    where
        H: Handler<T, ()>,
        T: 'static,
    {
        self.add("POST", path, action, Traffic::Sheet, handler)
    }

    fn add<H, T>(
        mut self,
        method: &'static str,
        path: &'static str,
        action: Action,
        traffic: Traffic,
        handler: H,
    ) -> Self
    where
        H: Handler<T, ()>,
        T: 'static,
    {
        let route = Route { method, path, action, audience: action.audience(), traffic };
        self.routes.push(route);
        self.mounts.push(Box::new(move |router, app| {
            let filter = if method == "GET" { MethodFilter::GET } else { MethodFilter::POST };
            let guarded: MethodRouter = on(filter, handler);
            // A method nobody declared is answered 405 before anybody is asked to log in.
            mount(router, path, guarded.route_layer(from_fn_with_state((app.clone(), route), guard)))
        }));
        self
    }

    /// All routes, in the order in which they were added.
    #[must_use]
    pub fn routes(&self) -> &[Route] {
        &self.routes
    }

    /// The routes as a service.
    pub fn into_router(self, app: App) -> Router {
        let mut router = Router::new();
        for add in self.mounts {
            router = add(router, &app);
        }
        router.fallback(crate::page::nowhere).layer(from_fn_with_state(app, receive))
    }
}

#[expect(clippy::disallowed_methods, reason = "the one place where routes are added")]
fn mount(router: Router, path: &str, handler: MethodRouter) -> Router {
    router.route(path, handler)
}
