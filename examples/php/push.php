<?php

// Says something in a room of an Outcry floor, from any PHP 8.1 or later, with nothing to install:
//
//     php push.php lobby 'The nightly import is done'
//
// OUTCRY_URL    where the floor is; http://localhost:8080 if unset
// OUTCRY_TOKEN  a token or API key to speak with; without one the script speaks as a new guest
// OUTCRY_NAME   the guest's name; "PHP" if unset
//
// The message carries an Idempotency-Key, so it is said once however often it has to be sent.

declare(strict_types=1);

/** What the server refused, as it says in application/problem+json. */
final class Refused extends RuntimeException
{
    public function __construct(
        public readonly int $status,
        public readonly string $problem,
        string $detail,
        public readonly bool $temporary,
        public readonly int $retryAfterMillis,
    ) {
        parent::__construct($detail);
    }
}

/** No answer came: the request may have been carried out, or not. */
final class NoAnswer extends RuntimeException
{
}

/**
 * Posts JSON and returns the decoded answer.
 *
 * @param array<string, mixed>  $body
 * @param array<string, string> $headers
 *
 * @return array<string, mixed>
 */
function post(string $url, array $body, array $headers = []): array
{
    $lines = ['Content-Type: application/json', 'Accept: application/json', 'Connection: close'];
    foreach ($headers as $name => $value) {
        $lines[] = "$name: $value";
    }
    $stream = @fopen($url, 'r', false, stream_context_create(['http' => [
        'method' => 'POST',
        'header' => $lines,
        'content' => json_encode($body, JSON_THROW_ON_ERROR | JSON_UNESCAPED_UNICODE),
        'protocol_version' => 1.1,
        'timeout' => 10,
        'follow_location' => 0,
        'ignore_errors' => true, // an error has a body too, and it says why
    ]]));
    if ($stream === false) {
        throw new NoAnswer("no answer from $url");
    }
    $answer = stream_get_contents($stream);
    $meta = stream_get_meta_data($stream);
    fclose($stream);
    if ($answer === false || $meta['timed_out']) {
        throw new NoAnswer("half an answer from $url");
    }
    $status = (int) explode(' ', $meta['wrapper_data'][0])[1];
    $decoded = json_decode($answer, true);
    if ($status >= 400) {
        throw refusal($status, is_array($decoded) ? $decoded : []);
    }
    if (!is_array($decoded)) {
        throw new NoAnswer("no JSON from $url");
    }

    return $decoded;
}

/** @param array<string, mixed> $problem */
function refusal(int $status, array $problem): Refused
{
    return new Refused(
        $status,
        $problem['code'] ?? 'unknown',
        $problem['detail'] ?? $problem['message'] ?? $problem['title'] ?? "HTTP status $status",
        $problem['temporary'] ?? in_array($status, [429, 503], true),
        $problem['retryAfter'] ?? 1000,
    );
}

/**
 * Calls again while the failure is one that passes: safe only for what carries an Idempotency-Key.
 *
 * @param callable(): array<string, mixed> $call
 *
 * @return array<string, mixed>
 */
function persistently(callable $call, int $tries = 5): array
{
    for ($try = 1;; $try++) {
        try {
            return $call();
        } catch (Refused $e) {
            if (!$e->temporary || $try === $tries) {
                throw $e;
            }
            usleep(min($e->retryAfterMillis, 10_000) * 1000);
        } catch (NoAnswer $e) {
            if ($try === $tries) {
                throw $e;
            }
            usleep(random_int(0, 250_000 * 2 ** $try)); // full jitter, so that many callers don't return as one
        }
    }
}

if ($argc !== 3) {
    fwrite(STDERR, "usage: php push.php ROOM TEXT\n");
    exit(2);
}
[, $room, $text] = $argv;
$api = rtrim(getenv('OUTCRY_URL') ?: 'http://localhost:8080', '/') . '/api/v1';

try {
    $token = getenv('OUTCRY_TOKEN')
        ?: persistently(fn () => post("$api/guests", ['name' => getenv('OUTCRY_NAME') ?: 'PHP']))['token'];
    $key = bin2hex(random_bytes(16)); // one for all tries
    $said = persistently(fn () => post(
        "$api/rooms/" . rawurlencode($room) . '/messages',
        ['text' => $text],
        ['Authorization' => "Bearer $token", 'Idempotency-Key' => $key],
    ));
    echo "said in $room as number {$said['seq']}\n";
} catch (Refused $e) {
    fwrite(STDERR, "refused, {$e->problem}: {$e->getMessage()}\n");
    exit(1);
} catch (NoAnswer $e) {
    fwrite(STDERR, $e->getMessage() . "\n");
    exit(1);
}
