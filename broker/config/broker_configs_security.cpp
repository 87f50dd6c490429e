// Broker configs: TLS, SASL, authorisation, delegation tokens.
//
// Facts of Apache Kafka 4.3: name, type, default, allowed values, where it may be changed; then what it does here.
#include "broker/config/config_def.h"

namespace klamm::config::tables {
namespace {

using enum ConfigType;
using enum UpdateMode;
using Kind = Validator::Kind;
constexpr Effect kEffective = Effect::kEffective;
constexpr Effect kLater = Effect::kLater;
constexpr Effect kNone = Effect::kNone;

// clang-format off: one row, one config.
constexpr ConfigDef kConfigs[] = {
    {"authorizer.class.name", kString, "", of_kind(Kind::kNonNull), kReadOnly, kNone},
    {"connection.failed.authentication.delay.ms", kInt, "100", at_least(0), kReadOnly, kLater},
    {"connections.max.reauth.ms", kLong, "0", any(), kReadOnly, kLater},
    {"delegation.token.expiry.check.interval.ms", kLong, "3600000", at_least(1), kReadOnly, kLater},
    {"delegation.token.expiry.time.ms", kLong, "86400000", at_least(1), kReadOnly, kLater},
    {"delegation.token.max.lifetime.ms", kLong, "604800000", at_least(1), kReadOnly, kLater},
    {"delegation.token.secret.key", kPassword, kNull, any(), kReadOnly, kLater},
    {"principal.builder.class", kClass, "org.apache.kafka.common.security.authenticator.DefaultKafkaPrincipalBuilder",
     any(), kPerBroker, kNone},
    {"sasl.client.callback.handler.class", kClass, kNull, any(), kReadOnly, kNone},
    {"sasl.enabled.mechanisms", kList, "GSSAPI", list_of("", true), kPerBroker, kLater},
    {"sasl.jaas.config", kPassword, kNull, any(), kPerBroker, kLater},
    {"sasl.kerberos.kinit.cmd", kString, "/usr/bin/kinit", any(), kPerBroker, kNone},
    {"sasl.kerberos.min.time.before.relogin", kLong, "60000", any(), kPerBroker, kNone},
    {"sasl.kerberos.principal.to.local.rules", kList, "DEFAULT", list_of("", true), kPerBroker, kNone},
    {"sasl.kerberos.service.name", kString, kNull, any(), kPerBroker, kNone},
    {"sasl.kerberos.ticket.renew.jitter", kDouble, "0.05", any(), kPerBroker, kNone},
    {"sasl.kerberos.ticket.renew.window.factor", kDouble, "0.8", any(), kPerBroker, kNone},
    {"sasl.login.callback.handler.class", kClass, kNull, any(), kReadOnly, kNone},
    {"sasl.login.class", kClass, kNull, any(), kReadOnly, kNone},
    {"sasl.login.connect.timeout.ms", kInt, kNull, any(), kReadOnly, kNone},
    {"sasl.login.read.timeout.ms", kInt, kNull, any(), kReadOnly, kNone},
    {"sasl.login.refresh.buffer.seconds", kShort, "300", any(), kPerBroker, kNone},
    {"sasl.login.refresh.min.period.seconds", kShort, "60", any(), kPerBroker, kNone},
    {"sasl.login.refresh.window.factor", kDouble, "0.8", any(), kPerBroker, kNone},
    {"sasl.login.refresh.window.jitter", kDouble, "0.05", any(), kPerBroker, kNone},
    {"sasl.login.retry.backoff.max.ms", kLong, "10000", any(), kReadOnly, kNone},
    {"sasl.login.retry.backoff.ms", kLong, "100", any(), kReadOnly, kNone},
    {"sasl.mechanism.controller.protocol", kString, "GSSAPI", any(), kReadOnly, kLater},
    {"sasl.mechanism.inter.broker.protocol", kString, "GSSAPI", any(), kPerBroker, kLater},
    {"sasl.oauthbearer.assertion.algorithm", kString, "RS256", of_kind(Kind::kOneOfAnyCase, "ES256, RS256"), kReadOnly,
     kLater},
    {"sasl.oauthbearer.assertion.claim.aud", kString, kNull, any(), kReadOnly, kLater},
    {"sasl.oauthbearer.assertion.claim.exp.seconds", kInt, "300", between(0, 86400), kReadOnly, kLater},
    {"sasl.oauthbearer.assertion.claim.iss", kString, kNull, any(), kReadOnly, kLater},
    {"sasl.oauthbearer.assertion.claim.jti.include", kBoolean, "false", any(), kReadOnly, kLater},
    {"sasl.oauthbearer.assertion.claim.nbf.seconds", kInt, "60", between(0, 3600), kReadOnly, kLater},
    {"sasl.oauthbearer.assertion.claim.sub", kString, kNull, any(), kReadOnly, kLater},
    {"sasl.oauthbearer.assertion.file", kString, kNull, any(), kReadOnly, kLater},
    {"sasl.oauthbearer.assertion.private.key.file", kString, kNull, any(), kReadOnly, kLater},
    {"sasl.oauthbearer.assertion.private.key.passphrase", kPassword, kNull, any(), kReadOnly, kLater},
    {"sasl.oauthbearer.assertion.template.file", kString, kNull, any(), kReadOnly, kLater},
    {"sasl.oauthbearer.client.credentials.client.id", kString, kNull, any(), kReadOnly, kLater},
    {"sasl.oauthbearer.client.credentials.client.secret", kPassword, kNull, any(), kReadOnly, kLater},
    {"sasl.oauthbearer.clock.skew.seconds", kInt, "30", any(), kReadOnly, kLater},
    {"sasl.oauthbearer.expected.audience", kList, "", list_of("", true), kReadOnly, kLater},
    {"sasl.oauthbearer.expected.issuer", kString, kNull, any(), kReadOnly, kLater},
    {"sasl.oauthbearer.jwks.endpoint.refresh.ms", kLong, "3600000", any(), kReadOnly, kLater},
    {"sasl.oauthbearer.jwks.endpoint.retry.backoff.max.ms", kLong, "10000", any(), kReadOnly, kLater},
    {"sasl.oauthbearer.jwks.endpoint.retry.backoff.ms", kLong, "100", any(), kReadOnly, kLater},
    {"sasl.oauthbearer.jwks.endpoint.url", kString, kNull, any(), kReadOnly, kLater},
    {"sasl.oauthbearer.jwt.retriever.class", kClass, "org.apache.kafka.common.security.oauthbearer.DefaultJwtRetriever",
     any(), kReadOnly, kNone},
    {"sasl.oauthbearer.jwt.validator.class", kClass, "org.apache.kafka.common.security.oauthbearer.DefaultJwtValidator",
     any(), kReadOnly, kNone},
    {"sasl.oauthbearer.scope", kString, kNull, any(), kReadOnly, kLater},
    {"sasl.oauthbearer.scope.claim.name", kString, "scope", any(), kReadOnly, kLater},
    {"sasl.oauthbearer.sub.claim.name", kString, "sub", any(), kReadOnly, kLater},
    {"sasl.oauthbearer.token.endpoint.url", kString, kNull, any(), kReadOnly, kLater},
    {"sasl.server.callback.handler.class", kClass, kNull, any(), kReadOnly, kNone},
    {"sasl.server.max.receive.size", kInt, "524288", any(), kReadOnly, kLater},
    {"security.inter.broker.protocol", kString, "PLAINTEXT", one_of("PLAINTEXT, SSL, SASL_PLAINTEXT, SASL_SSL"),
     kReadOnly, kEffective, false,
     "Names the inter-broker listener by its protocol, where inter.broker.listener.name is unset."},
    {"security.providers", kString, kNull, any(), kReadOnly, kNone},
    {"ssl.allow.dn.changes", kBoolean, "false", any(), kReadOnly, kLater},
    {"ssl.allow.san.changes", kBoolean, "false", any(), kReadOnly, kLater},
    {"ssl.cipher.suites", kList, "", list_of("", true), kPerBroker, kLater},
    {"ssl.client.auth", kString, "none", one_of("required, requested, none"), kPerBroker, kLater},
    {"ssl.enabled.protocols", kList, "TLSv1.2,TLSv1.3", list_of("", true), kPerBroker, kLater},
    {"ssl.endpoint.identification.algorithm", kString, "https", any(), kPerBroker, kLater},
    {"ssl.engine.factory.class", kClass, kNull, any(), kPerBroker, kNone},
    {"ssl.key.password", kPassword, kNull, any(), kPerBroker, kLater},
    {"ssl.keymanager.algorithm", kString, "SunX509", any(), kPerBroker, kNone},
    {"ssl.keystore.certificate.chain", kPassword, kNull, any(), kPerBroker, kLater},
    {"ssl.keystore.key", kPassword, kNull, any(), kPerBroker, kLater},
    {"ssl.keystore.location", kString, kNull, any(), kPerBroker, kLater},
    {"ssl.keystore.password", kPassword, kNull, any(), kPerBroker, kLater},
    {"ssl.keystore.type", kString, "JKS", any(), kPerBroker, kLater},
    {"ssl.principal.mapping.rules", kString, "DEFAULT", any(), kReadOnly, kLater},
    {"ssl.protocol", kString, "TLSv1.3", any(), kPerBroker, kNone},
    {"ssl.provider", kString, kNull, any(), kPerBroker, kNone},
    {"ssl.secure.random.implementation", kString, kNull, any(), kPerBroker, kNone},
    {"ssl.trustmanager.algorithm", kString, "PKIX", any(), kPerBroker, kNone},
    {"ssl.truststore.certificates", kPassword, kNull, any(), kPerBroker, kLater},
    {"ssl.truststore.location", kString, kNull, any(), kPerBroker, kLater},
    {"ssl.truststore.password", kPassword, kNull, any(), kPerBroker, kLater},
    {"ssl.truststore.type", kString, "JKS", any(), kPerBroker, kLater},
};
// clang-format on

}  // namespace

std::span<const ConfigDef> security() { return kConfigs; }

}  // namespace klamm::config::tables
