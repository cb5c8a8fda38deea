import type { SnippetSource } from '../model/login-test.ts';

const CLIENT_CREDENTIALS = [
  '    String form = "grant_type=client_credentials"',
  '        + "&client_id=" + encode(System.getenv("SF_CLIENT_ID"))',
  '        + "&client_secret=" + encode(System.getenv("SF_CLIENT_SECRET"));',
];

function jwtBearer(loginUrl: string, username: string): readonly string[] {
  return [
    '    // The key without its passphrase, as DER: openssl pkcs8 -topk8 -nocrypt -outform DER -in erp.key -out erp.der',
    '    PrivateKey key = KeyFactory.getInstance("RSA").generatePrivate(',
    '        new PKCS8EncodedKeySpec(Files.readAllBytes(Path.of(System.getenv("SF_KEY_DER")))));',
    '    String claims = String.format("{\\"iss\\":\\"%s\\",\\"sub\\":\\"%s\\",\\"aud\\":\\"%s\\",\\"exp\\":%d}",',
    `        System.getenv("SF_CLIENT_ID"), ${JSON.stringify(username)}, ${JSON.stringify(loginUrl)}, Instant.now().getEpochSecond() + 180);`,
    '    String unsigned = part("{\\"alg\\":\\"RS256\\"}".getBytes()) + "." + part(claims.getBytes());',
    '    Signature signature = Signature.getInstance("SHA256withRSA");',
    '    signature.initSign(key);',
    '    signature.update(unsigned.getBytes());',
    '    String form = "grant_type=" + encode("urn:ietf:params:oauth:grant-type:jwt-bearer")',
    '        + "&assertion=" + unsigned + "." + part(signature.sign());',
  ];
}

/** For Java 11 and later, with nothing but the JDK. */
export function javaSnippet({ flow, loginUrl, apiVersion, username, sample }: SnippetSource): string {
  const isJwt = flow === 'jwt-bearer';
  const soql = sample?.soql ?? 'SELECT Id FROM Organization';
  return [
    'import java.net.URI;',
    'import java.net.URLEncoder;',
    'import java.net.http.*;',
    'import java.nio.charset.StandardCharsets;',
    ...(isJwt
      ? [
          'import java.nio.file.*;',
          'import java.security.*;',
          'import java.security.spec.PKCS8EncodedKeySpec;',
          'import java.time.Instant;',
          'import java.util.Base64;',
        ]
      : []),
    '',
    'public class LogIn {',
    '  public static void main(String[] arguments) throws Exception {',
    ...(isJwt ? jwtBearer(loginUrl, username) : CLIENT_CREDENTIALS),
    '    HttpClient http = HttpClient.newHttpClient();',
    `    String answer = http.send(HttpRequest.newBuilder(URI.create(${JSON.stringify(`${loginUrl}/services/oauth2/token`)}))`,
    '        .header("Content-Type", "application/x-www-form-urlencoded")',
    '        .POST(HttpRequest.BodyPublishers.ofString(form)).build(), HttpResponse.BodyHandlers.ofString()).body();',
    '    String token = answer.replaceAll("(?s).*\\"access_token\\":\\"([^\\"]+)\\".*", "$1");',
    `    String query = encode(${JSON.stringify(soql)});`,
    `    System.out.println(http.send(HttpRequest.newBuilder(URI.create(${JSON.stringify(`${loginUrl}/services/data/v${apiVersion}/query?q=`)} + query))`,
    '        .header("Authorization", "Bearer " + token).build(), HttpResponse.BodyHandlers.ofString()).body());',
    '  }',
    '',
    '  static String encode(String text) {',
    '    return URLEncoder.encode(text, StandardCharsets.UTF_8);',
    '  }',
    ...(isJwt
      ? [
          '',
          '  static String part(byte[] bytes) {',
          '    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);',
          '  }',
        ]
      : []),
    '}',
    '',
  ].join('\n');
}
