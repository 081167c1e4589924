//! The S3 end of the store, over our own HTTP client so that only ring is used.

use std::sync::Arc;
use std::time::Duration;

use object_store::aws::AmazonS3Builder;
use object_store::client::{HttpClient, HttpConnector};
use object_store::{ClientOptions, ObjectStore, RetryConfig};

use crate::{GatewayError, http};

/// Where the bucket is and who we are there.
#[derive(Clone)]
pub struct S3Settings {
    /// Address of the service, `https://…`, or `http` to this machine; not the bucket's own address.
    pub endpoint: String,
    /// Region name that goes into the signature, such as `cn-hainan-1`.
    pub region: String,
    /// Name of the bucket; it must exist.
    pub bucket: String,
    /// Access key.
    pub access_key: String,
    /// Its secret.
    pub secret_key: String,
    /// Whether the bucket's name goes before the host (`bucket.host`, as Aliyun and Tencent want) or into the path
    /// (`host/bucket`, as MinIO wants).
    pub virtual_host: bool,
}

impl std::fmt::Debug for S3Settings {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("S3Settings")
            .field("endpoint", &self.endpoint)
            .field("bucket", &self.bucket)
            .finish_non_exhaustive()
    }
}

/// Files may be tens of megabytes on a slow line.
const TIME: Duration = Duration::from_secs(60);

#[derive(Debug)]
struct Ours;

impl HttpConnector for Ours {
    fn connect(&self, _: &ClientOptions) -> object_store::Result<HttpClient> {
        Ok(HttpClient::new(http::reqwest_client(TIME)))
    }
}

/// The bucket of the settings. Its library signs with the machine's clock: the service refuses other times anyway.
pub(super) fn bucket(settings: &S3Settings) -> Result<Arc<dyn ObjectStore>, GatewayError> {
    let endpoint = http::address(&settings.endpoint)?;
    let here = endpoint.scheme() == "http";
    let mut address = endpoint.clone();
    if settings.virtual_host {
        let host = endpoint.host_str().unwrap_or_default();
        address
            .set_host(Some(&format!("{}.{host}", settings.bucket)))
            .map_err(|_| GatewayError::refused("address", "the bucket does not fit before the host"))?;
    }
    let retry = RetryConfig { max_retries: 2, retry_timeout: TIME, ..RetryConfig::default() };
    let bucket = AmazonS3Builder::new()
        .with_endpoint(address.as_str().trim_end_matches('/'))
        .with_region(&settings.region)
        .with_bucket_name(&settings.bucket)
        .with_access_key_id(&settings.access_key)
        .with_secret_access_key(&settings.secret_key)
        .with_virtual_hosted_style_request(settings.virtual_host)
        // `address` has let plain HTTP through for this machine only.
        .with_allow_http(here)
        .with_retry(retry)
        .with_http_connector(Ours)
        .build()
        .map_err(|error| GatewayError::refused("settings", error.to_string()))?;
    Ok(Arc::new(bucket))
}
