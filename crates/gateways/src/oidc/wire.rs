//! How openidconnect talks to the provider: through our own client.

use std::future::Future;
use std::pin::Pin;

use openidconnect::{AsyncHttpClient, HttpRequest, HttpResponse};

use crate::{GatewayError, http};

/// Our client in the shape that openidconnect asks for.
pub(super) struct Wire(pub http::Client);

impl<'c> AsyncHttpClient<'c> for Wire {
    type Error = GatewayError;
    type Future = Pin<Box<dyn Future<Output = Result<HttpResponse, GatewayError>> + Send + 'c>>;

    fn call(&'c self, request: HttpRequest) -> Self::Future {
        Box::pin(async move {
            let (parts, body) = request.into_parts();
            let url = http::address(&parts.uri.to_string())?;
            let answer = self.0.send(parts.method, &url, parts.headers, body).await?;
            if answer.status.is_server_error() {
                return Err(GatewayError::unreachable(answer.status.to_string()));
            }
            let mut response = HttpResponse::new(answer.body.to_vec());
            *response.status_mut() = answer.status;
            *response.headers_mut() = answer.headers;
            Ok(response)
        })
    }
}
