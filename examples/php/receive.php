<?php

// Takes what a webhook of an Outcry floor posts, with any PHP 8.1 or later, with nothing to install. Put it behind a web
// server with HTTPS, and try it without one by
//
//     OUTCRY_SECRET=whsec_… php -S 127.0.0.1:8000 receive.php
//
// OUTCRY_SECRET  what the floor told when the webhook was made
//
// It answers 204 to what is signed, which says that it is taken; 401 to all else, and the floor tries again.

declare(strict_types=1);

/** How far the sender's clock may differ from ours: what is older may be an old delivery that somebody recorded. */
const TOLERANCE_SECONDS = 300;

/** Whether a delivery is signed with our secret, as Standard Webhooks 1.0.0 says. */
function isSigned(string $secret, string $id, string $timestamp, string $signatures, string $body): bool
{
    $key = base64_decode(substr($secret, strlen('whsec_')), true);
    if ($key === false || $key === '' || abs(time() - (int) $timestamp) > TOLERANCE_SECONDS) {
        return false;
    }
    $expected = 'v1,' . base64_encode(hash_hmac('sha256', "$id.$timestamp.$body", $key, true));
    foreach (explode(' ', $signatures) as $signature) {
        if (hash_equals($expected, $signature)) {
            return true;
        }
    }

    return false;
}

$body = file_get_contents('php://input');
$header = static fn (string $name): string => $_SERVER['HTTP_WEBHOOK_' . $name] ?? '';

if (!isSigned(getenv('OUTCRY_SECRET') ?: '', $header('ID'), $header('TIMESTAMP'), $header('SIGNATURE'), $body)) {
    http_response_code(401);

    return;
}

// The same id may come twice, after a crash of the floor or of ours: a program that keeps what it hears looks here
// whether it has this id already, and answers 204 if so.
$delivery = json_decode($body, true, 512, JSON_THROW_ON_ERROR);
foreach ($delivery['events'] as $event) {
    error_log(match ($event['type']) {
        'message' => "{$event['from']['name']}: " . ($event['text'] ?? '(taken back)'),
        'trade' => "{$event['qty']} {$event['symbol']} at {$event['price']}",
        default => $event['type'],
    });
}
http_response_code(204);
