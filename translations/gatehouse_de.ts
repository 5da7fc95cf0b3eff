<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de" sourcelanguage="en">
<context>
    <name>AgeText</name>
    <message>
        <source>%1 min</source>
        <translation>%1 min</translation>
    </message>
    <message>
        <source>%1 h</source>
        <translation>%1 h</translation>
    </message>
    <message>
        <source>%1 d</source>
        <translation>%1 T</translation>
    </message>
</context>
<context>
    <name>AlarmDetails</name>
    <message>
        <source>Nothing needs you: all is well.</source>
        <translation>Kein Eingreifen nötig: alles in Ordnung.</translation>
    </message>
</context>
<context>
    <name>AuditWords</name>
    <message>
        <source>Made the site</source>
        <translation>Standort angelegt</translation>
    </message>
    <message>
        <source>Came back with the recovery code</source>
        <translation>Mit Wiederherstellungscode geöffnet</translation>
    </message>
    <message>
        <source>Signed in</source>
        <translation>Angemeldet</translation>
    </message>
    <message>
        <source>Was refused at sign-in</source>
        <translation>Anmeldung abgelehnt</translation>
    </message>
    <message>
        <source>Added an operator</source>
        <translation>Bediener hinzugefügt</translation>
    </message>
    <message>
        <source>Disabled an operator</source>
        <translation>Bediener deaktiviert</translation>
    </message>
    <message>
        <source>Enabled an operator</source>
        <translation>Bediener aktiviert</translation>
    </message>
    <message>
        <source>Changed the passphrase</source>
        <translation>Passphrase geändert</translation>
    </message>
    <message>
        <source>Added a person</source>
        <translation>Person hinzugefügt</translation>
    </message>
    <message>
        <source>Changed a person</source>
        <translation>Person geändert</translation>
    </message>
    <message>
        <source>Removed a person</source>
        <translation>Person entfernt</translation>
    </message>
    <message>
        <source>Added a vehicle</source>
        <translation>Fahrzeug hinzugefügt</translation>
    </message>
    <message>
        <source>Changed a vehicle</source>
        <translation>Fahrzeug geändert</translation>
    </message>
    <message>
        <source>Removed a vehicle</source>
        <translation>Fahrzeug entfernt</translation>
    </message>
    <message>
        <source>Added a group</source>
        <translation>Gruppe hinzugefügt</translation>
    </message>
    <message>
        <source>Renamed a group</source>
        <translation>Gruppe umbenannt</translation>
    </message>
    <message>
        <source>Removed a group</source>
        <translation>Gruppe entfernt</translation>
    </message>
    <message>
        <source>Recorded a consent</source>
        <translation>Einwilligung erfasst</translation>
    </message>
    <message>
        <source>Withdrew a consent</source>
        <translation>Einwilligung widerrufen</translation>
    </message>
    <message>
        <source>Enrolled a face</source>
        <translation>Gesicht erfasst</translation>
    </message>
    <message>
        <source>Removed enrolled faces</source>
        <translation>Erfasste Gesichter entfernt</translation>
    </message>
    <message>
        <source>Added a zone</source>
        <translation>Bereich hinzugefügt</translation>
    </message>
    <message>
        <source>Renamed a zone</source>
        <translation>Bereich umbenannt</translation>
    </message>
    <message>
        <source>Removed a zone</source>
        <translation>Bereich entfernt</translation>
    </message>
    <message>
        <source>Added a schedule</source>
        <translation>Zeitplan hinzugefügt</translation>
    </message>
    <message>
        <source>Changed a schedule</source>
        <translation>Zeitplan geändert</translation>
    </message>
    <message>
        <source>Removed a schedule</source>
        <translation>Zeitplan entfernt</translation>
    </message>
    <message>
        <source>Added a rule</source>
        <translation>Regel hinzugefügt</translation>
    </message>
    <message>
        <source>Changed a rule</source>
        <translation>Regel geändert</translation>
    </message>
    <message>
        <source>Removed a rule</source>
        <translation>Regel entfernt</translation>
    </message>
    <message>
        <source>Added a camera</source>
        <translation>Kamera hinzugefügt</translation>
    </message>
    <message>
        <source>Changed a camera</source>
        <translation>Kamera geändert</translation>
    </message>
    <message>
        <source>Removed a camera</source>
        <translation>Kamera entfernt</translation>
    </message>
    <message>
        <source>Added a lane</source>
        <translation>Spur hinzugefügt</translation>
    </message>
    <message>
        <source>Changed a lane</source>
        <translation>Spur geändert</translation>
    </message>
    <message>
        <source>Removed a lane</source>
        <translation>Spur entfernt</translation>
    </message>
    <message>
        <source>Added a gate</source>
        <translation>Schranke hinzugefügt</translation>
    </message>
    <message>
        <source>Changed a gate</source>
        <translation>Schranke geändert</translation>
    </message>
    <message>
        <source>Removed a gate</source>
        <translation>Schranke entfernt</translation>
    </message>
    <message>
        <source>Opened a gate for a test</source>
        <translation>Schranke zum Test geöffnet</translation>
    </message>
    <message>
        <source>Result of a gate test</source>
        <translation>Ergebnis des Schrankentests</translation>
    </message>
    <message>
        <source>A lane decided</source>
        <translation>Entscheidung einer Spur</translation>
    </message>
    <message>
        <source>Decided at a lane</source>
        <translation>An einer Spur entschieden</translation>
    </message>
    <message>
        <source>A gate reported</source>
        <translation>Meldung einer Schranke</translation>
    </message>
    <message>
        <source>Site</source>
        <translation>Standort</translation>
    </message>
    <message>
        <source>Operator</source>
        <translation>Bediener</translation>
    </message>
    <message>
        <source>Person</source>
        <translation>Person</translation>
    </message>
    <message>
        <source>Vehicle</source>
        <translation>Fahrzeug</translation>
    </message>
    <message>
        <source>Group</source>
        <translation>Gruppe</translation>
    </message>
    <message>
        <source>Zone</source>
        <translation>Bereich</translation>
    </message>
    <message>
        <source>Schedule</source>
        <translation>Zeitplan</translation>
    </message>
    <message>
        <source>Rule</source>
        <translation>Regel</translation>
    </message>
    <message>
        <source>Camera</source>
        <translation>Kamera</translation>
    </message>
    <message>
        <source>Lane</source>
        <translation>Spur</translation>
    </message>
    <message>
        <source>Gate</source>
        <translation>Schranke</translation>
    </message>
    <message>
        <source>Event</source>
        <translation>Ereignis</translation>
    </message>
    <message>
        <source>Every action</source>
        <translation>Alle Aktionen</translation>
    </message>
    <message>
        <source>Sign-in</source>
        <translation>Anmeldung</translation>
    </message>
    <message>
        <source>Refused sign-ins</source>
        <translation>Abgelehnte Anmeldungen</translation>
    </message>
    <message>
        <source>Operators</source>
        <translation>Bediener</translation>
    </message>
    <message>
        <source>People</source>
        <translation>Personen</translation>
    </message>
    <message>
        <source>Consents</source>
        <translation>Einwilligungen</translation>
    </message>
    <message>
        <source>Enrolled faces</source>
        <translation>Erfasste Gesichter</translation>
    </message>
    <message>
        <source>Vehicles</source>
        <translation>Fahrzeuge</translation>
    </message>
    <message>
        <source>Groups</source>
        <translation>Gruppen</translation>
    </message>
    <message>
        <source>Rules</source>
        <translation>Regeln</translation>
    </message>
    <message>
        <source>Zones</source>
        <translation>Bereiche</translation>
    </message>
    <message>
        <source>Schedules</source>
        <translation>Zeitpläne</translation>
    </message>
    <message>
        <source>Cameras</source>
        <translation>Kameras</translation>
    </message>
    <message>
        <source>Lanes</source>
        <translation>Spuren</translation>
    </message>
    <message>
        <source>Gates</source>
        <translation>Schranken</translation>
    </message>
    <message>
        <source>Decisions of operators</source>
        <translation>Entscheidungen der Bediener</translation>
    </message>
    <message>
        <source>Decisions of lanes</source>
        <translation>Entscheidungen der Spuren</translation>
    </message>
    <message>
        <source>Reports of gates</source>
        <translation>Meldungen der Schranken</translation>
    </message>
    <message>
        <source>Looked at the pictures of an event</source>
        <translation>Bilder eines Ereignisses angesehen</translation>
    </message>
    <message>
        <source>Looks at pictures</source>
        <translation>Blicke auf Bilder</translation>
    </message>
    <message>
        <source>Changed how backups are made</source>
        <translation>Sicherungen anders eingestellt</translation>
    </message>
    <message>
        <source>Took a backup</source>
        <translation>Sicherung gemacht</translation>
    </message>
    <message>
        <source>Checked a backup</source>
        <translation>Sicherung geprüft</translation>
    </message>
    <message>
        <source>Rehearsed a restore</source>
        <translation>Wiederherstellung geprobt</translation>
    </message>
    <message>
        <source>Dropped old backups</source>
        <translation>Alte Sicherungen gelöscht</translation>
    </message>
    <message>
        <source>Approved a restore</source>
        <translation>Wiederherstellung genehmigt</translation>
    </message>
    <message>
        <source>Restored a backup</source>
        <translation>Sicherung zurückgespielt</translation>
    </message>
    <message>
        <source>Checked a restored store</source>
        <translation>Zurückgespielten Datenspeicher geprüft</translation>
    </message>
    <message>
        <source>Copied the key ring</source>
        <translation>Schlüsselbund kopiert</translation>
    </message>
    <message>
        <source>Brought the key ring back</source>
        <translation>Schlüsselbund zurückgeholt</translation>
    </message>
    <message>
        <source>Backup</source>
        <translation>Sicherung</translation>
    </message>
    <message>
        <source>Backups</source>
        <translation>Sicherungen</translation>
    </message>
    <message>
        <source>Changed how long data is kept</source>
        <translation>Aufbewahrungsfrist geändert</translation>
    </message>
    <message>
        <source>Deleted what was overdue</source>
        <translation>Überfälliges gelöscht</translation>
    </message>
    <message>
        <source>Looked at everything held about somebody</source>
        <translation>Alles über jemanden angesehen</translation>
    </message>
    <message>
        <source>Exported what is held about somebody</source>
        <translation>Daten über jemanden exportiert</translation>
    </message>
    <message>
        <source>Restricted the use of data</source>
        <translation>Verarbeitung eingeschränkt</translation>
    </message>
    <message>
        <source>Lifted a restriction</source>
        <translation>Einschränkung aufgehoben</translation>
    </message>
    <message>
        <source>Erased what was held about somebody</source>
        <translation>Daten über jemanden gelöscht</translation>
    </message>
    <message>
        <source>Noted a request</source>
        <translation>Antrag notiert</translation>
    </message>
    <message>
        <source>Changed the note of a request</source>
        <translation>Notiz eines Antrags geändert</translation>
    </message>
    <message>
        <source>Closed a request</source>
        <translation>Antrag abgeschlossen</translation>
    </message>
    <message>
        <source>Made an impact assessment</source>
        <translation>Folgenabschätzung erstellt</translation>
    </message>
    <message>
        <source>Plate</source>
        <translation>Kennzeichen</translation>
    </message>
    <message>
        <source>Request</source>
        <translation>Antrag</translation>
    </message>
    <message>
        <source>Retention</source>
        <translation>Aufbewahrung</translation>
    </message>
    <message>
        <source>Rights of those recorded</source>
        <translation>Rechte der Erfassten</translation>
    </message>
    <message>
        <source>Requests</source>
        <translation>Anträge</translation>
    </message>
    <message>
        <source>Ran a breach drill</source>
        <translation>Hat eine Diebstahlprobe durchgeführt</translation>
    </message>
    <message>
        <source>Erased a person for good</source>
        <translation>Person endgültig gelöscht</translation>
    </message>
    <message>
        <source>Entered sealed data of a person</source>
        <translation>Versiegelte Angaben einer Person eingetragen</translation>
    </message>
    <message>
        <source>Was shown sealed data of a person</source>
        <translation>Versiegelte Angaben einer Person angezeigt</translation>
    </message>
    <message>
        <source>Erased a vehicle for good</source>
        <translation>Fahrzeug endgültig gelöscht</translation>
    </message>
    <message>
        <source>Looked at the proof of a consent</source>
        <translation>Nachweis einer Einwilligung angesehen</translation>
    </message>
    <message>
        <source>Renewed every face template</source>
        <translation>Alle Gesichtstemplates erneuert</translation>
    </message>
    <message>
        <source>Sealed what an older version had stored</source>
        <translation>Versiegelt, was eine ältere Version gespeichert hatte</translation>
    </message>
    <message>
        <source>Found the secret of the face templates gone</source>
        <translation>Das Geheimnis der Gesichtstemplates fehlte</translation>
    </message>
    <message>
        <source>Forgot again what an older copy had brought back</source>
        <translation>Erneut vergessen, was eine ältere Kopie zurückgebracht hatte</translation>
    </message>
    <message>
        <source>Approved somebody else&apos;s act</source>
        <translation>Handlung einer anderen Person genehmigt</translation>
    </message>
    <message>
        <source>Could not approve an act</source>
        <translation>Konnte eine Handlung nicht genehmigen</translation>
    </message>
    <message>
        <source>Acted alone: nobody else could approve</source>
        <translation>Handelte allein: Niemand sonst konnte genehmigen</translation>
    </message>
    <message>
        <source>Exported the audit trail</source>
        <translation>Prüfprotokoll exportiert</translation>
    </message>
    <message>
        <source>Listed events</source>
        <translation>Ereignisse aufgelistet</translation>
    </message>
    <message>
        <source>Searched events</source>
        <translation>Ereignisse durchsucht</translation>
    </message>
    <message>
        <source>Listed people</source>
        <translation>Personen aufgelistet</translation>
    </message>
    <message>
        <source>Searched people</source>
        <translation>Personen gesucht</translation>
    </message>
    <message>
        <source>Opened a person&apos;s record</source>
        <translation>Akte einer Person geöffnet</translation>
    </message>
    <message>
        <source>Listed vehicles</source>
        <translation>Fahrzeuge aufgelistet</translation>
    </message>
    <message>
        <source>Searched vehicles</source>
        <translation>Fahrzeuge gesucht</translation>
    </message>
    <message>
        <source>Opened a vehicle&apos;s record</source>
        <translation>Akte eines Fahrzeugs geöffnet</translation>
    </message>
    <message>
        <source>Audit trail</source>
        <translation>Prüfprotokoll</translation>
    </message>
    <message>
        <source>Approvals</source>
        <translation>Genehmigungen</translation>
    </message>
    <message>
        <source>Began to renew the site&apos;s key</source>
        <translation>Begann, den Schlüssel des Standorts zu erneuern</translation>
    </message>
    <message>
        <source>Renewed the site&apos;s key</source>
        <translation>Erneuerte den Schlüssel des Standorts</translation>
    </message>
    <message>
        <source>Made a new recovery code</source>
        <translation>Erzeugte einen neuen Wiederherstellungscode</translation>
    </message>
    <message>
        <source>Turned the second factor on</source>
        <translation>Schaltete den zweiten Faktor ein</translation>
    </message>
    <message>
        <source>Turned the second factor off</source>
        <translation>Schaltete den zweiten Faktor aus</translation>
    </message>
    <message>
        <source>Removed a lost second factor</source>
        <translation>Entfernte einen verlorenen zweiten Faktor</translation>
    </message>
    <message>
        <source>Removed the oldest entries of the trail</source>
        <translation>Älteste Einträge des Prüfprotokolls entfernt</translation>
    </message>
    <message>
        <source>Gave new keys to people and vehicles whose keys were lost</source>
        <translation>Personen und Fahrzeugen, deren Schlüssel verloren waren, neue gegeben</translation>
    </message>
    <message>
        <source>Said that the clock is right</source>
        <translation>Bestätigt, dass die Uhr stimmt</translation>
    </message>
    <message>
        <source>Corrected what a request asked for</source>
        <translation>Berichtigt, worum ein Antrag bat</translation>
    </message>
    <message>
        <source>Read the audit trail</source>
        <translation>Prüfprotokoll gelesen</translation>
    </message>
    <message>
        <source>Searched the audit trail</source>
        <translation>Prüfprotokoll durchsucht</translation>
    </message>
    <message>
        <source>Opened an event</source>
        <translation>Ereignis geöffnet</translation>
    </message>
    <message>
        <source>Was told whom a new face looks like</source>
        <translation>Erfahren, wem ein neues Gesicht ähnelt</translation>
    </message>
    <message>
        <source>The audit trail itself</source>
        <translation>Das Prüfprotokoll selbst</translation>
    </message>
    <message>
        <source>Put back rules that had been taken out of the store</source>
        <translation>Regeln wiederhergestellt, die aus dem Datenspeicher entfernt worden waren</translation>
    </message>
    <message>
        <source>Found an older key file in the place of the site&apos;s</source>
        <translation>An der Stelle der Schlüsseldatei eine ältere gefunden</translation>
    </message>
    <message>
        <source>Found that the trail is not the one that was signed</source>
        <translation>Festgestellt, dass das Prüfprotokoll nicht das signierte ist</translation>
    </message>
    <message>
        <source>Found that the trail is the signed one again</source>
        <translation>Festgestellt, dass das Prüfprotokoll wieder das signierte ist</translation>
    </message>
    <message>
        <source>Listed requests</source>
        <translation>Anträge aufgelistet</translation>
    </message>
    <message>
        <source>Opened a request</source>
        <translation>Antrag geöffnet</translation>
    </message>
    <message>
        <source>What was deleted had to stay in the log of the store: somebody was reading</source>
        <translation>Gelöschtes musste im Logbuch des Datenspeichers bleiben: Es wurde gerade gelesen</translation>
    </message>
    <message>
        <source>Removed from the log of the store what had been deleted</source>
        <translation>Gelöschtes aus dem Logbuch des Datenspeichers entfernt</translation>
    </message>
    <message>
        <source>Face templates can be compared again: their key ring is back</source>
        <translation>Gesichtstemplates sind wieder vergleichbar: Ihr Schlüsselbund ist zurück</translation>
    </message>
    <message>
        <source>Exported a whole list</source>
        <translation>Ganze Liste ausgeführt</translation>
    </message>
    <message>
        <source>Exported the proof of a consent</source>
        <translation>Nachweis einer Einwilligung ausgeführt</translation>
    </message>
    <message>
        <source>Confirmed who came back with the recovery code</source>
        <translation>Hat bestätigt, wer mit dem Wiederherstellungscode zurückkam</translation>
    </message>
    <message>
        <source>Accepted a trail that does not match what was signed</source>
        <translation>Ein Prüfprotokoll angenommen, das nicht zum Signierten passt</translation>
    </message>
</context>
<context>
    <name>CertificateDocument</name>
    <message>
        <source>when the site was opened</source>
        <translation>beim Öffnen des Standorts</translation>
    </message>
    <message>
        <source>the daily run</source>
        <translation>der tägliche Lauf</translation>
    </message>
    <message>
        <source>asked for by an operator</source>
        <translation>von einem Bediener angestoßen</translation>
    </message>
    <message>
        <source>Data</source>
        <translation>Daten</translation>
    </message>
    <message>
        <source>Kept</source>
        <translation>Aufbewahrt</translation>
    </message>
    <message>
        <source>Deleted</source>
        <translation>Gelöscht</translation>
    </message>
    <message>
        <source>From</source>
        <translation>Von</translation>
    </message>
    <message>
        <source>Until</source>
        <translation>Bis</translation>
    </message>
    <message>
        <source>Erased</source>
        <translation>Gelöscht</translation>
    </message>
    <message>
        <source>Keys destroyed</source>
        <translation>Vernichtete Schlüssel</translation>
    </message>
    <message>
        <source>Face templates</source>
        <translation>Gesichtstemplates</translation>
    </message>
    <message>
        <source>Pictures</source>
        <translation>Bilder</translation>
    </message>
    <message>
        <source>Passages without plate and name</source>
        <translation>Durchgänge ohne Kennzeichen und Name</translation>
    </message>
    <message>
        <source>Templates and pictures were encrypted under keys of their own, which were destroyed: copies of the store made before give back nothing of them. The certificate names nobody; the number is that of the erased entry.</source>
        <translation>Templates und Bilder waren mit eigenen Schlüsseln verschlüsselt, die vernichtet wurden: Frühere Kopien des Datenspeichers geben nichts davon zurück. Die Bescheinigung nennt niemanden; die Nummer ist die des gelöschten Eintrags.</translation>
    </message>
    <message>
        <source>Certificate of erasure</source>
        <translation>Löschbescheinigung zu einer Person oder einem Fahrzeug</translation>
    </message>
    <message>
        <source>Certificate of deletion</source>
        <translation>Löschbescheinigung</translation>
    </message>
    <message>
        <source>NOT GENUINE: the signature does not fit</source>
        <translation>NICHT ECHT: Die Signatur passt nicht</translation>
    </message>
    <message>
        <source>Number</source>
        <translation>Nummer</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>Zeit</translation>
    </message>
    <message>
        <source>By</source>
        <translation>Durch</translation>
    </message>
    <message>
        <source>the program itself</source>
        <translation>das Programm selbst</translation>
    </message>
    <message>
        <source>Occasion</source>
        <translation>Anlass</translation>
    </message>
    <message>
        <source>Proof</source>
        <translation>Nachweis</translation>
    </message>
    <message>
        <source>Audit entries</source>
        <translation>Einträge im Prüfprotokoll</translation>
    </message>
    <message>
        <source>Head of the audit trail, the site&apos;s public key (Ed25519), signature:</source>
        <translation>Kopf des Prüfprotokolls, öffentlicher Schlüssel des Standorts (Ed25519), Signatur:</translation>
    </message>
    <message>
        <source>Signed words:</source>
        <translation>Signierter Wortlaut:</translation>
    </message>
    <message>
        <source>Of the audit trail, entries %1 to %2 were removed. The site signed where it begins now; whoever checks the trail checks that.</source>
        <translation>Aus dem Prüfprotokoll wurden die Einträge %1 bis %2 entfernt. Der Standort hat signiert, wo es jetzt beginnt; wer das Prüfprotokoll prüft, prüft auch das.</translation>
    </message>
    <message>
        <source>Freed pages of the encrypted store were overwritten and its log truncated.</source>
        <translation>Frei gewordene Seiten des verschlüsselten Datenspeichers wurden überschrieben, sein Logbuch wurde gekürzt.</translation>
    </message>
    <message>
        <source>Freed pages of the encrypted store were overwritten. Its log, encrypted like the store, could not be truncated yet: somebody was reading at %1. The program tries again; the audit trail says when it is done.</source>
        <translation>Frei gewordene Seiten des verschlüsselten Datenspeichers wurden überschrieben. Sein Logbuch, verschlüsselt wie er, konnte noch nicht gekürzt werden: Um %1 wurde gerade gelesen. Das Programm versucht es erneut; das Prüfprotokoll sagt, wann es geschehen ist.</translation>
    </message>
    <message>
        <source>The audit trail stood at the entry below; the deletion is its last entry.</source>
        <translation>Das Prüfprotokoll stand beim unten genannten Eintrag; die Löschung ist sein letzter.</translation>
    </message>
    <message>
        <source>This run was stopped before it had looked at everything: what remained overdue stands in the signed words below. It does not count as a run; the next one goes on.</source>
        <translation>Dieser Lauf wurde beendet, bevor alles geprüft war: Was überfällig blieb, steht unten in den signierten Angaben. Er zählt nicht als Lauf; der nächste macht weiter.</translation>
    </message>
</context>
<context>
    <name>DeviceColumns</name>
    <message>
        <source>switched off</source>
        <translation>ausgeschaltet</translation>
    </message>
    <message>
        <source>not running</source>
        <translation>läuft nicht</translation>
    </message>
    <message>
        <source>Camera</source>
        <translation>Kamera</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Status</translation>
    </message>
    <message>
        <source>Lanes</source>
        <translation>Spuren</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>Art</translation>
    </message>
    <message>
        <source>Address</source>
        <translation>Adresse</translation>
    </message>
    <message>
        <source>Lane</source>
        <translation>Spur</translation>
    </message>
    <message>
        <source>Looks for</source>
        <translation>Erkennt</translation>
    </message>
    <message>
        <source>Direction</source>
        <translation>Richtung</translation>
    </message>
    <message>
        <source>Zone</source>
        <translation>Bereich</translation>
    </message>
    <message>
        <source>Gate</source>
        <translation>Schranke</translation>
    </message>
    <message>
        <source>Pictures/s</source>
        <translation>Bilder/s</translation>
    </message>
</context>
<context>
    <name>DeviceDetail</name>
    <message>
        <source>Switched off.</source>
        <translation>Ausgeschaltet.</translation>
    </message>
    <message>
        <source>This camera does not run now.</source>
        <translation>Diese Kamera läuft gerade nicht.</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>Art</translation>
    </message>
    <message>
        <source>Address</source>
        <translation>Adresse</translation>
    </message>
    <message>
        <source>Lanes</source>
        <translation>Spuren</translation>
    </message>
    <message>
        <source>none yet</source>
        <translation>noch keine</translation>
    </message>
    <message>
        <source>Camera</source>
        <translation>Kamera</translation>
    </message>
    <message>
        <source>Looks for</source>
        <translation>Erkennt</translation>
    </message>
    <message>
        <source>Expects</source>
        <translation>Erwartet</translation>
    </message>
    <message>
        <source>Direction</source>
        <translation>Richtung</translation>
    </message>
    <message>
        <source>Zone</source>
        <translation>Bereich</translation>
    </message>
    <message>
        <source>Gate</source>
        <translation>Schranke</translation>
    </message>
    <message>
        <source>none: it only watches</source>
        <translation>keine: nur Beobachtung</translation>
    </message>
    <message>
        <source>Faces</source>
        <translation>Gesichter</translation>
    </message>
    <message>
        <source>asks when one may be only a picture</source>
        <translation>Rückfrage, wenn es nur ein Bild sein könnte</translation>
    </message>
    <message>
        <source>Analysed</source>
        <translation>Ausgewertet</translation>
    </message>
    <message>
        <source>%1 pictures a second, %2 ms each</source>
        <translation>%1 Bilder je Sekunde, je %2 ms</translation>
    </message>
</context>
<context>
    <name>Documents</name>
    <message>
        <source>Page %1 of %2</source>
        <translation>Seite %1 von %2</translation>
    </message>
</context>
<context>
    <name>DrillWords</name>
    <message>
        <source>Making a site that exists only for this</source>
        <translation>Ein Standort wird angelegt, den es nur hierfür gibt</translation>
    </message>
    <message>
        <source>Adding operators</source>
        <translation>Bediener werden hinzugefügt</translation>
    </message>
    <message>
        <source>Signing in wrongly</source>
        <translation>Es wird falsch angemeldet</translation>
    </message>
    <message>
        <source>Using a second factor</source>
        <translation>Ein zweiter Faktor wird benutzt</translation>
    </message>
    <message>
        <source>Adding people and vehicles</source>
        <translation>Personen und Fahrzeuge werden hinzugefügt</translation>
    </message>
    <message>
        <source>Enrolling faces</source>
        <translation>Gesichter werden erfasst</translation>
    </message>
    <message>
        <source>Importing people</source>
        <translation>Personen werden importiert</translation>
    </message>
    <message>
        <source>Importing vehicles</source>
        <translation>Fahrzeuge werden importiert</translation>
    </message>
    <message>
        <source>Having wrong files refused</source>
        <translation>Falsche Dateien werden abgelehnt</translation>
    </message>
    <message>
        <source>Installing cameras</source>
        <translation>Kameras werden eingerichtet</translation>
    </message>
    <message>
        <source>Enrolling faces from pictures</source>
        <translation>Gesichter werden aus Bildern erfasst</translation>
    </message>
    <message>
        <source>Replaying films through the lanes</source>
        <translation>Filme werden durch die Spuren gespielt</translation>
    </message>
    <message>
        <source>Recording passages</source>
        <translation>Durchgänge werden aufgezeichnet</translation>
    </message>
    <message>
        <source>Looking at passages</source>
        <translation>Durchgänge werden angesehen</translation>
    </message>
    <message>
        <source>Searching people</source>
        <translation>Personen werden gesucht</translation>
    </message>
    <message>
        <source>Changing and removing people</source>
        <translation>Personen werden geändert und entfernt</translation>
    </message>
    <message>
        <source>Withdrawing a consent</source>
        <translation>Eine Einwilligung wird widerrufen</translation>
    </message>
    <message>
        <source>Making and restoring a backup</source>
        <translation>Eine Sicherung wird gemacht und zurückgespielt</translation>
    </message>
    <message>
        <source>Reading the audit trail</source>
        <translation>Das Prüfprotokoll wird gelesen</translation>
    </message>
    <message>
        <source>Changing a passphrase</source>
        <translation>Eine Passphrase wird geändert</translation>
    </message>
    <message>
        <source>Coming back with the recovery code</source>
        <translation>Es wird mit dem Wiederherstellungscode geöffnet</translation>
    </message>
    <message>
        <source>Crashing on purpose</source>
        <translation>Es wird absichtlich abgestürzt</translation>
    </message>
    <message>
        <source>Showing the console</source>
        <translation>Die Konsole wird gezeigt</translation>
    </message>
    <message>
        <source>Looking through everything that was written</source>
        <translation>Alles Geschriebene wird durchsucht</translation>
    </message>
    <message>
        <source>Checking this site</source>
        <translation>Dieser Standort wird geprüft</translation>
    </message>
    <message>
        <source>a name</source>
        <translation>ein Name</translation>
    </message>
    <message>
        <source>a resident ID number</source>
        <translation>eine Ausweisnummer</translation>
    </message>
    <message>
        <source>a number plate</source>
        <translation>ein Kennzeichen</translation>
    </message>
    <message>
        <source>a picture</source>
        <translation>ein Bild</translation>
    </message>
    <message>
        <source>a face template</source>
        <translation>ein Gesichtstemplate</translation>
    </message>
    <message>
        <source>a passphrase or password</source>
        <translation>eine Passphrase oder ein Passwort</translation>
    </message>
    <message>
        <source>%1 stands readable in %2</source>
        <translation>Lesbar in %2: %1</translation>
    </message>
    <message>
        <source>Do not use this version any more and report this: the program leaks.</source>
        <translation>Benutzen Sie diese Version nicht mehr und melden Sie das: Das Programm ist undicht.</translation>
    </message>
    <message>
        <source>A picture lies readable in %1</source>
        <translation>Ein Bild liegt lesbar in %1</translation>
    </message>
    <message>
        <source>Delete it if somebody put it there; otherwise report it.</source>
        <translation>Löschen Sie es, wenn es jemand dort abgelegt hat; sonst melden Sie es.</translation>
    </message>
    <message>
        <source>A document lies readable in %1</source>
        <translation>Ein Dokument liegt lesbar in %1</translation>
    </message>
    <message>
        <source>Move it to where only those who need it can read it.</source>
        <translation>Verschieben Sie es dorthin, wo es nur lesen kann, wer es braucht.</translation>
    </message>
    <message>
        <source>A database that is not encrypted lies in %1</source>
        <translation>Eine unverschlüsselte Datenbank liegt in %1</translation>
    </message>
    <message>
        <source>Find out who put it there; the program makes none.</source>
        <translation>Finden Sie heraus, wer sie dort abgelegt hat; das Programm macht keine.</translation>
    </message>
    <message>
        <source>Other accounts of this machine may read %1</source>
        <translation>Andere Konten dieses Rechners dürfen %1 lesen</translation>
    </message>
    <message>
        <source>Take the rights of others away (chmod go-rwx).</source>
        <translation>Nehmen Sie den anderen die Rechte (chmod go-rwx).</translation>
    </message>
    <message>
        <source>The program wrote %1, which other accounts may read</source>
        <translation>Das Programm schrieb %1, was andere Konten lesen dürfen</translation>
    </message>
    <message>
        <source>Take the rights of others away (chmod go-rwx) and report it.</source>
        <translation>Nehmen Sie den anderen die Rechte (chmod go-rwx) und melden Sie es.</translation>
    </message>
    <message>
        <source>The program listens to the network: %1</source>
        <translation>Das Programm hört auf das Netz: %1</translation>
    </message>
    <message>
        <source>Take this machine off the network and report it: the program never listens.</source>
        <translation>Nehmen Sie diesen Rechner vom Netz und melden Sie es: Das Programm hört nie zu.</translation>
    </message>
    <message>
        <source>Other programs could read the memory of %1</source>
        <translation>Andere Programme könnten den Arbeitsspeicher lesen von: %1</translation>
    </message>
    <message>
        <source>Start it anew; if that does not help, report it.</source>
        <translation>Starten Sie es neu; hilft das nicht, melden Sie es.</translation>
    </message>
    <message>
        <source>A passphrase can be guessed faster than it should: key slot of %1</source>
        <translation>Eine Passphrase lässt sich schneller raten, als sie sollte: Schlüsselfach von %1</translation>
    </message>
    <message>
        <source>Its operator signs in once: the slot is then made anew.</source>
        <translation>Wem es gehört, meldet sich einmal an: Dann wird das Fach neu gemacht.</translation>
    </message>
    <message>
        <source>A key slot is of an older format: %1</source>
        <translation>Ein Schlüsselfach hat ein älteres Format: %1</translation>
    </message>
    <message>
        <source>The key file is damaged: %1</source>
        <translation>Die Schlüsseldatei ist beschädigt: %1</translation>
    </message>
    <message>
        <source>Sign in anew: a good copy repairs the other one. Make a backup today.</source>
        <translation>Melden Sie sich neu an: Eine gute Kopie heilt die andere. Machen Sie heute eine Sicherung.</translation>
    </message>
    <message>
        <source>The audit trail was changed from outside</source>
        <translation>Das Prüfprotokoll wurde von außen verändert</translation>
    </message>
    <message>
        <source>Open the audit page to see where, and keep this machine as it is.</source>
        <translation>Die Seite „Prüfprotokoll“ zeigt, wo. Lassen Sie diesen Rechner, wie er ist.</translation>
    </message>
    <message>
        <source>Kept longer than allowed: %1</source>
        <translation>Länger aufbewahrt als erlaubt: %1</translation>
    </message>
    <message>
        <source>Run the retention now and find out why it did not run.</source>
        <translation>Lassen Sie jetzt löschen, was fällig ist, und finden Sie heraus, warum es nicht geschah.</translation>
    </message>
    <message>
        <source>There is no backup</source>
        <translation>Es gibt keine Sicherung</translation>
    </message>
    <message>
        <source>Make one now, on another disk.</source>
        <translation>Machen Sie jetzt eine, auf einem anderen Datenträger.</translation>
    </message>
    <message>
        <source>The newest backup is old: %1</source>
        <translation>Die neueste Sicherung ist alt: %1</translation>
    </message>
    <message>
        <source>Make one now.</source>
        <translation>Machen Sie jetzt eine.</translation>
    </message>
    <message>
        <source>A backup could not be verified: %1</source>
        <translation>Eine Sicherung ließ sich nicht prüfen: %1</translation>
    </message>
    <message>
        <source>Do not count on it; make a new one and verify it.</source>
        <translation>Verlassen Sie sich nicht darauf; machen Sie eine neue und prüfen Sie sie.</translation>
    </message>
    <message>
        <source>This could not be worked through: %1</source>
        <translation>Das ließ sich nicht durchspielen: %1</translation>
    </message>
    <message>
        <source>Run the drill again; it proves nothing about this part.</source>
        <translation>Wiederholen Sie die Probe; über diesen Teil sagt sie nichts.</translation>
    </message>
    <message>
        <source>This could not be looked at: %1</source>
        <translation>Das ließ sich nicht ansehen: %1</translation>
    </message>
    <message>
        <source>Look at it yourself, or run the drill again.</source>
        <translation>Sehen Sie selbst nach oder wiederholen Sie die Probe.</translation>
    </message>
    <message>
        <source>The encrypted store: how large it is, and nothing else</source>
        <translation>Der verschlüsselte Datenspeicher: wie groß er ist, sonst nichts</translation>
    </message>
    <message>
        <source>The key file: how many operators there are and in which roles; no names, no key</source>
        <translation>Die Schlüsseldatei: wie viele Bediener es gibt und in welchen Rollen; keine Namen, kein Schlüssel</translation>
    </message>
    <message>
        <source>The encrypted key ring: how large it is, and nothing else</source>
        <translation>Der verschlüsselte Schlüsselbund: wie groß er ist, sonst nichts</translation>
    </message>
    <message>
        <source>Failed sign-ins: when and how many, without names</source>
        <translation>Fehlgeschlagene Anmeldungen: wann und wie viele, ohne Namen</translation>
    </message>
    <message>
        <source>An encrypted backup: of when it is and how large; no name, no key</source>
        <translation>Eine verschlüsselte Sicherung: von wann sie ist und wie groß; kein Name, kein Schlüssel</translation>
    </message>
    <message>
        <source>Messages of the program: when it ran and what went wrong, without names or plates</source>
        <translation>Meldungen des Programms: wann es lief und was misslang, ohne Namen und Kennzeichen</translation>
    </message>
    <message>
        <source>Settings of this console: language, colours, sounds</source>
        <translation>Einstellungen dieser Konsole: Sprache, Farben, Töne</translation>
    </message>
    <message>
        <source>An empty file</source>
        <translation>Eine leere Datei</translation>
    </message>
    <message>
        <source>A file that is not the program&apos;s</source>
        <translation>Eine Datei, die nicht vom Programm ist</translation>
    </message>
    <message>
        <source>A thief of this machine would hold nothing readable.</source>
        <translation>Wer diesen Rechner stiehlt, hätte nichts Lesbares in der Hand.</translation>
    </message>
    <message numerus="yes">
        <source>The program leaks: %n planted thing(s) came out.</source>
        <translation>
            <numerusform>Das Programm ist undicht: %n ausgelegte Sache kam heraus.</numerusform>
            <numerusform>Das Programm ist undicht: %n ausgelegte Sachen kamen heraus.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n thing(s) to put right.</source>
        <translation>
            <numerusform>%n Sache ist in Ordnung zu bringen.</numerusform>
            <numerusform>%n Sachen sind in Ordnung zu bringen.</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 names, numbers, plates, pictures and templates were planted, %2 features worked through, %3 files (%4) looked through.</source>
        <translation>%1 Namen, Nummern, Kennzeichen, Bilder und Gesichtstemplates wurden ausgelegt, %2 Funktionen durchgespielt, %3 Dateien (%4) durchsucht.</translation>
    </message>
    <message>
        <source>What a thief would hold:</source>
        <translation>Was ein Dieb in der Hand hätte:</translation>
    </message>
    <message>
        <source>Answering a person&apos;s request</source>
        <translation>Der Antrag einer Person wird beantwortet</translation>
    </message>
    <message>
        <source>Deleting what has had its time</source>
        <translation>Es wird gelöscht, was fällig ist</translation>
    </message>
    <message>
        <source>A signature under the audit trail is missing</source>
        <translation>Eine Signatur unter dem Prüfprotokoll fehlt</translation>
    </message>
    <message>
        <source>Sign out and in again: that signs it anew. If it is still missing then, somebody removed it: keep this machine as it is.</source>
        <translation>Melden Sie sich ab und wieder an: dabei wird es neu signiert. Fehlt sie dann immer noch, hat jemand sie entfernt: Lassen Sie diesen Rechner, wie er ist.</translation>
    </message>
    <message>
        <source>Sealing ID numbers and showing one</source>
        <translation>Ausweisnummern werden versiegelt, eine wird angezeigt</translation>
    </message>
    <message>
        <source>Erasing somebody</source>
        <translation>Jemand wird gelöscht</translation>
    </message>
    <message>
        <source>Exporting the audit trail</source>
        <translation>Das Prüfprotokoll wird exportiert</translation>
    </message>
    <message>
        <source>Giving the whole store a new key</source>
        <translation>Der ganze Datenspeicher bekommt einen neuen Schlüssel</translation>
    </message>
    <message>
        <source>The store is not as this program makes it</source>
        <translation>Der Datenspeicher ist nicht so, wie dieses Programm ihn anlegt</translation>
    </message>
    <message>
        <source>Somebody has changed its rules or tables with another program. Sign out and in again: rules that are missing are put back then. Call the privacy officer.</source>
        <translation>Jemand hat seine Regeln oder Tabellen mit einem anderen Programm geändert. Melden Sie sich ab und wieder an: Fehlende Regeln werden dann wiederhergestellt. Rufen Sie den Datenschutzbeauftragten.</translation>
    </message>
    <message>
        <source>What was deleted since %1 still lies, encrypted, in the log of the store: somebody was reading then</source>
        <translation>Was seit %1 gelöscht wurde, liegt noch verschlüsselt im Logbuch des Datenspeichers: Damals wurde gerade gelesen</translation>
    </message>
    <message>
        <source>Wait for the backup or drill to end; it is tried again by itself. If it stays, sign out.</source>
        <translation>Warten Sie, bis Sicherung oder Probe zu Ende ist; es wird von selbst erneut versucht. Bleibt es dabei, melden Sie sich ab.</translation>
    </message>
    <message>
        <source>Not looked at, as it is closed to this account: something in %1</source>
        <translation>Nicht angesehen, weil für dieses Konto gesperrt: etwas in %1</translation>
    </message>
    <message>
        <source>Have the machine&apos;s administrator look at it, or run the drill as an account that may.</source>
        <translation>Lassen Sie es die Verwalter des Rechners ansehen, oder führen Sie die Probe unter einem Konto aus, das es darf.</translation>
    </message>
    <message numerus="yes">
        <source>%n place(s) could not be looked at.</source>
        <translation>
            <numerusform>%n Ort konnte nicht angesehen werden.</numerusform>
            <numerusform>%n Orte konnten nicht angesehen werden.</numerusform>
        </translation>
    </message>
    <message>
        <source>Nothing readable was found where the drill could look.</source>
        <translation>Wo die Probe nachsehen konnte, fand sich nichts Lesbares.</translation>
    </message>
    <message>
        <source>At entry %1 a history was accepted that does not match what the site had signed</source>
        <translation>Bei Eintrag %1 wurde ein Verlauf angenommen, der nicht zu dem passt, was der Standort signiert hatte</translation>
    </message>
    <message>
        <source>Read on the audit page who accepted it and why. This is told for ever.</source>
        <translation>Auf der Seite Prüfprotokoll steht, wer ihn angenommen hat und warum. Das wird für immer gesagt.</translation>
    </message>
</context>
<context>
    <name>ErrorText</name>
    <message>
        <source>Something went wrong inside the program.</source>
        <translation>Im Programm ist ein Fehler aufgetreten.</translation>
    </message>
    <message>
        <source>Try again. If it happens again, tell the administrator what you did.</source>
        <translation>Erneut versuchen. Bei Wiederholung dem Administrator melden, was getan wurde.</translation>
    </message>
    <message>
        <source>An entry is not valid.</source>
        <translation>Eine Eingabe ist ungültig.</translation>
    </message>
    <message>
        <source>Check the marked fields.</source>
        <translation>Die markierten Felder prüfen.</translation>
    </message>
    <message>
        <source>This entry is no longer there.</source>
        <translation>Dieser Eintrag ist nicht mehr vorhanden.</translation>
    </message>
    <message>
        <source>Somebody may have removed it. Reload the list.</source>
        <translation>Vielleicht wurde er entfernt. Die Liste neu laden.</translation>
    </message>
    <message>
        <source>There is already one with this name or number.</source>
        <translation>Diesen Namen oder diese Nummer gibt es bereits.</translation>
    </message>
    <message>
        <source>Choose another, or edit the one there is.</source>
        <translation>Andere Angabe wählen oder den vorhandenen Eintrag bearbeiten.</translation>
    </message>
    <message>
        <source>Cancelled.</source>
        <translation>Abgebrochen.</translation>
    </message>
    <message>
        <source>No answer in time.</source>
        <translation>Keine Antwort innerhalb der Wartezeit.</translation>
    </message>
    <message>
        <source>Check that the device is on and the network cable is plugged in.</source>
        <translation>Prüfen, ob das Gerät eingeschaltet und das Netzwerkkabel gesteckt ist.</translation>
    </message>
    <message>
        <source>The file cannot be read.</source>
        <translation>Die Datei kann nicht gelesen werden.</translation>
    </message>
    <message>
        <source>Check that it is there and that you may open it.</source>
        <translation>Prüfen, ob sie vorhanden ist und geöffnet werden darf.</translation>
    </message>
    <message>
        <source>The file cannot be written.</source>
        <translation>Die Datei kann nicht geschrieben werden.</translation>
    </message>
    <message>
        <source>Choose another folder, or free some space.</source>
        <translation>Anderen Ordner wählen oder Speicherplatz freigeben.</translation>
    </message>
    <message>
        <source>The file is not in the expected format.</source>
        <translation>Die Datei hat nicht das erwartete Format.</translation>
    </message>
    <message>
        <source>Check that it is the right file.</source>
        <translation>Prüfen, ob es die richtige Datei ist.</translation>
    </message>
    <message>
        <source>A file that belongs to the program is missing.</source>
        <translation>Eine Programmdatei fehlt.</translation>
    </message>
    <message>
        <source>Install the program again.</source>
        <translation>Das Programm neu installieren.</translation>
    </message>
    <message>
        <source>There is no site in this folder.</source>
        <translation>In diesem Ordner liegt kein Standort.</translation>
    </message>
    <message>
        <source>Set one up, or choose the right folder.</source>
        <translation>Einen Standort einrichten oder den richtigen Ordner wählen.</translation>
    </message>
    <message>
        <source>The site&apos;s store is not encrypted. It was not opened.</source>
        <translation>Der Datenspeicher des Standorts ist nicht verschlüsselt. Er wurde nicht geöffnet.</translation>
    </message>
    <message>
        <source>Someone may have replaced the file. Restore a backup and tell the administrator.</source>
        <translation>Die Datei wurde möglicherweise ausgetauscht. Sicherung zurückspielen und den Administrator informieren.</translation>
    </message>
    <message>
        <source>The site&apos;s store is damaged, or does not belong to these keys.</source>
        <translation>Der Datenspeicher des Standorts ist beschädigt oder gehört nicht zu diesen Schlüsseln.</translation>
    </message>
    <message>
        <source>Restore store and keys from the same backup.</source>
        <translation>Datenspeicher und Schlüssel aus derselben Sicherung zurückspielen.</translation>
    </message>
    <message>
        <source>The site&apos;s store was written by a newer version of this program.</source>
        <translation>Der Datenspeicher des Standorts stammt von einer neueren Programmversion.</translation>
    </message>
    <message>
        <source>Update this program. Nothing was changed.</source>
        <translation>Das Programm aktualisieren. Es wurde nichts verändert.</translation>
    </message>
    <message>
        <source>Another program has the site&apos;s store open.</source>
        <translation>Ein anderes Programm hat den Datenspeicher des Standorts geöffnet.</translation>
    </message>
    <message>
        <source>Close the other window, then try again.</source>
        <translation>Das andere Fenster schließen, dann erneut versuchen.</translation>
    </message>
    <message>
        <source>The disk is full. Nothing was recorded.</source>
        <translation>Der Datenträger ist voll. Es wurde nichts aufgezeichnet.</translation>
    </message>
    <message>
        <source>Free some space now: gates stay closed until it works.</source>
        <translation>Sofort Speicherplatz freigeben: Bis dahin bleiben die Schranken geschlossen.</translation>
    </message>
    <message>
        <source>The disk did not take or give the data.</source>
        <translation>Der Datenträger konnte nicht gelesen oder beschrieben werden.</translation>
    </message>
    <message>
        <source>Check the disk and the cable. Nothing was lost that was confirmed.</source>
        <translation>Datenträger und Kabel prüfen. Bestätigtes ist nicht verloren.</translation>
    </message>
    <message>
        <source>Something else still uses this entry.</source>
        <translation>Dieser Eintrag wird noch an anderer Stelle verwendet.</translation>
    </message>
    <message>
        <source>Remove it there first.</source>
        <translation>Zuerst dort entfernen.</translation>
    </message>
    <message>
        <source>The site&apos;s store could not be brought to this version.</source>
        <translation>Der Datenspeicher des Standorts konnte nicht auf diese Version gebracht werden.</translation>
    </message>
    <message>
        <source>It is unchanged, and a backup lies beside it. Tell the administrator.</source>
        <translation>Er ist unverändert, eine Sicherung liegt daneben. Den Administrator informieren.</translation>
    </message>
    <message>
        <source>This build of the program cannot encrypt. The store was not opened.</source>
        <translation>Diese Programmfassung kann nicht verschlüsseln. Der Datenspeicher wurde nicht geöffnet.</translation>
    </message>
    <message>
        <source>Name or passphrase is wrong.</source>
        <translation>Name oder Passphrase ist falsch.</translation>
    </message>
    <message>
        <source>Check the keyboard layout and Caps Lock, then try again.</source>
        <translation>Tastaturbelegung und Feststelltaste prüfen, dann erneut versuchen.</translation>
    </message>
    <message>
        <source>Too many attempts. Sign-in opens again in %1.</source>
        <translation>Zu viele Versuche. Anmeldung wieder möglich in %1.</translation>
    </message>
    <message>
        <source>Your role may not do this.</source>
        <translation>Ihre Rolle darf das nicht.</translation>
    </message>
    <message>
        <source>Ask a colleague who may, and change the operator with Ctrl+U.</source>
        <translation>Berechtigte Kollegen bitten und mit Strg+U den Bediener wechseln.</translation>
    </message>
    <message>
        <source>This passphrase is too easy to guess.</source>
        <translation>Diese Passphrase ist zu leicht zu erraten.</translation>
    </message>
    <message>
        <source>Take at least 15 characters, such as four unrelated words; not the name of the site or your own.</source>
        <translation>Mindestens 15 Zeichen, etwa vier Wörter ohne Zusammenhang; nicht den Namen des Standorts oder den eigenen.</translation>
    </message>
    <message>
        <source>The site&apos;s key file is damaged.</source>
        <translation>Die Schlüsseldatei des Standorts ist beschädigt.</translation>
    </message>
    <message>
        <source>Restore it from a backup.</source>
        <translation>Aus einer Sicherung zurückspielen.</translation>
    </message>
    <message>
        <source>The key file belongs to another site.</source>
        <translation>Die Schlüsseldatei gehört zu einem anderen Standort.</translation>
    </message>
    <message>
        <source>Put the right key file beside the store.</source>
        <translation>Die richtige Schlüsseldatei neben den Datenspeicher legen.</translation>
    </message>
    <message>
        <source>This operator is switched off.</source>
        <translation>Dieser Bediener ist deaktiviert.</translation>
    </message>
    <message>
        <source>The administrator can switch the operator on again.</source>
        <translation>Der Administrator kann ihn wieder aktivieren.</translation>
    </message>
    <message>
        <source>This is the last administrator. The site would be without one.</source>
        <translation>Das ist der letzte Administrator. Der Standort hätte dann keinen mehr.</translation>
    </message>
    <message>
        <source>Add another administrator first.</source>
        <translation>Zuerst einen weiteren Administrator anlegen.</translation>
    </message>
    <message>
        <source>The audit trail has been tampered with or is damaged.</source>
        <translation>Das Prüfprotokoll wurde manipuliert oder ist beschädigt.</translation>
    </message>
    <message>
        <source>Keep this machine as it is and call the privacy officer.</source>
        <translation>Diesen Rechner unverändert lassen und den Datenschutzbeauftragten rufen.</translation>
    </message>
    <message>
        <source>This person has not consented to face recognition.</source>
        <translation>Diese Person hat nicht in die Gesichtserkennung eingewilligt.</translation>
    </message>
    <message>
        <source>Record the consent first, or let them use a plate or a card.</source>
        <translation>Zuerst die Einwilligung erfassen oder Kennzeichen bzw. Karte nutzen lassen.</translation>
    </message>
    <message>
        <source>The face is very much like that of somebody enrolled already.</source>
        <translation>Das Gesicht ähnelt stark dem einer bereits erfassten Person.</translation>
    </message>
    <message>
        <source>Look whether this is the same person under another name.</source>
        <translation>Prüfen, ob es dieselbe Person unter anderem Namen ist.</translation>
    </message>
    <message>
        <source>A recognition model is missing.</source>
        <translation>Ein Erkennungsmodell fehlt.</translation>
    </message>
    <message>
        <source>Run the set-up again: it fetches the models.</source>
        <translation>Die Einrichtung erneut ausführen: Sie lädt die Modelle.</translation>
    </message>
    <message>
        <source>A recognition model is damaged.</source>
        <translation>Ein Erkennungsmodell ist beschädigt.</translation>
    </message>
    <message>
        <source>Run the set-up again: it fetches the models anew.</source>
        <translation>Die Einrichtung erneut ausführen: Sie lädt die Modelle neu.</translation>
    </message>
    <message>
        <source>The picture cannot be read.</source>
        <translation>Das Bild kann nicht gelesen werden.</translation>
    </message>
    <message>
        <source>Take a JPEG or PNG file.</source>
        <translation>Eine JPEG- oder PNG-Datei verwenden.</translation>
    </message>
    <message>
        <source>No face was found in the picture.</source>
        <translation>Im Bild wurde kein Gesicht gefunden.</translation>
    </message>
    <message>
        <source>Take a sharper picture from the front, in good light.</source>
        <translation>Ein schärferes Bild von vorn bei gutem Licht aufnehmen.</translation>
    </message>
    <message>
        <source>There is more than one face in the picture.</source>
        <translation>Im Bild ist mehr als ein Gesicht.</translation>
    </message>
    <message>
        <source>Take a picture with this person alone.</source>
        <translation>Die Person allein aufnehmen.</translation>
    </message>
    <message>
        <source>The face is too small, too dark or too blurred.</source>
        <translation>Das Gesicht ist zu klein, zu dunkel oder zu unscharf.</translation>
    </message>
    <message>
        <source>Step closer, look into the camera, turn on the light.</source>
        <translation>Näher herantreten, in die Kamera schauen, Licht einschalten.</translation>
    </message>
    <message>
        <source>No number plate was found in the picture.</source>
        <translation>Im Bild wurde kein Kennzeichen gefunden.</translation>
    </message>
    <message>
        <source>Type the plate instead.</source>
        <translation>Das Kennzeichen eintippen.</translation>
    </message>
    <message>
        <source>The camera does not answer.</source>
        <translation>Die Kamera antwortet nicht.</translation>
    </message>
    <message>
        <source>Check its power, cable and address.</source>
        <translation>Stromversorgung, Kabel und Adresse prüfen.</translation>
    </message>
    <message>
        <source>The camera refuses the connection.</source>
        <translation>Die Kamera lehnt die Verbindung ab.</translation>
    </message>
    <message>
        <source>Check its user name and password.</source>
        <translation>Benutzername und Passwort der Kamera prüfen.</translation>
    </message>
    <message>
        <source>The camera sends a format that cannot be shown.</source>
        <translation>Die Kamera sendet ein nicht darstellbares Format.</translation>
    </message>
    <message>
        <source>Set it to H.264, H.265 or MJPEG.</source>
        <translation>Auf H.264, H.265 oder MJPEG einstellen.</translation>
    </message>
    <message>
        <source>The camera stopped sending.</source>
        <translation>Die Kamera sendet nicht mehr.</translation>
    </message>
    <message>
        <source>It is being connected anew.</source>
        <translation>Die Verbindung wird neu aufgebaut.</translation>
    </message>
    <message>
        <source>The camera was unplugged.</source>
        <translation>Die Kamera wurde abgezogen.</translation>
    </message>
    <message>
        <source>Plug it in again: it comes back by itself.</source>
        <translation>Wieder einstecken: Sie meldet sich von selbst zurück.</translation>
    </message>
    <message>
        <source>The recording has ended.</source>
        <translation>Die Aufzeichnung ist zu Ende.</translation>
    </message>
    <message>
        <source>The gate does not answer. It was not opened.</source>
        <translation>Die Schranke antwortet nicht. Sie wurde nicht geöffnet.</translation>
    </message>
    <message>
        <source>Open it by hand, and check its power and network.</source>
        <translation>Von Hand öffnen; Stromversorgung und Netzwerk prüfen.</translation>
    </message>
    <message>
        <source>The gate refused to open.</source>
        <translation>Die Schranke hat den Öffnungsbefehl abgelehnt.</translation>
    </message>
    <message>
        <source>Open it by hand, and check its settings.</source>
        <translation>Von Hand öffnen; Einstellungen prüfen.</translation>
    </message>
    <message>
        <source>The gate was told to open but did not report that it did.</source>
        <translation>Die Schranke erhielt den Öffnungsbefehl, hat das Öffnen aber nicht gemeldet.</translation>
    </message>
    <message>
        <source>Look at the barrier; open it by hand if it is down.</source>
        <translation>Nach der Schranke sehen; wenn sie unten ist, von Hand öffnen.</translation>
    </message>
    <message>
        <source>%1 %2</source>
        <extracomment>Two sentences: what happened, then the way out. Not every script puts a blank between them.</extracomment>
        <translation>%1 %2</translation>
    </message>
    <message>
        <source>Somebody else changed this entry meanwhile.</source>
        <translation>Jemand anders hat diesen Eintrag inzwischen geändert.</translation>
    </message>
    <message>
        <source>Nothing was written over. Look at it again before you change it.</source>
        <translation>Es wurde nichts überschrieben. Sehen Sie ihn noch einmal an, bevor Sie ihn ändern.</translation>
    </message>
    <message>
        <source>The code of your authenticator is needed, too.</source>
        <translation>Es fehlt noch der Code Ihres Authenticators.</translation>
    </message>
    <message>
        <source>Open the authenticator app and type the six digits it shows for this site.</source>
        <translation>Öffnen Sie die Authenticator-App und geben Sie die sechs Ziffern ein, die sie für diesen Standort zeigt.</translation>
    </message>
    <message>
        <source>This code has been used already.</source>
        <translation>Dieser Code wurde schon benutzt.</translation>
    </message>
    <message>
        <source>Wait for the next one: it comes every 30 seconds.</source>
        <translation>Warten Sie auf den nächsten: Er kommt alle 30 Sekunden.</translation>
    </message>
    <message>
        <source>This code does not fit.</source>
        <translation>Dieser Code passt nicht.</translation>
    </message>
    <message>
        <source>Take the code shown now, and check that the clocks of this machine and of the phone are right.</source>
        <translation>Nehmen Sie den Code, der jetzt angezeigt wird, und prüfen Sie, ob die Uhren dieses Rechners und des Telefons stimmen.</translation>
    </message>
    <message>
        <source>This site cannot seal such data yet.</source>
        <translation>Dieser Standort kann solche Daten noch nicht versiegeln.</translation>
    </message>
    <message>
        <source>It can from the next time an administrator signs in.</source>
        <translation>Das geht, sobald sich das nächste Mal ein Administrator anmeldet.</translation>
    </message>
    <message>
        <source>Your key does not open sealed data.</source>
        <translation>Ihr Schlüssel öffnet keine versiegelten Daten.</translation>
    </message>
    <message>
        <source>Another administrator can give it to you by signing in once.</source>
        <translation>Ein anderer Administrator kann ihn freischalten, indem er sich einmal anmeldet.</translation>
    </message>
    <message>
        <source>This needs a second person.</source>
        <translation>Dafür braucht es eine zweite Person.</translation>
    </message>
    <message>
        <source>Ask a colleague who may approve it to sign in for this one act.</source>
        <translation>Bitten Sie jemanden, der es genehmigen darf, sich für diese eine Handlung anzumelden.</translation>
    </message>
    <message>
        <source>This person cannot approve it.</source>
        <translation>Diese Person kann es nicht genehmigen.</translation>
    </message>
    <message>
        <source>It takes another person than the one who asks, in a role that may approve this.</source>
        <translation>Es muss eine andere Person sein als die, die fragt, und ihre Rolle muss es genehmigen dürfen.</translation>
    </message>
    <message>
        <source>The second person&apos;s approval no longer holds.</source>
        <translation>Die Genehmigung der zweiten Person gilt nicht mehr.</translation>
    </message>
    <message>
        <source>The disk is full. The file was not written.</source>
        <translation>Der Datenträger ist voll. Die Datei wurde nicht geschrieben.</translation>
    </message>
    <message>
        <source>Free some space, or choose another disk.</source>
        <translation>Schaffen Sie Platz oder wählen Sie einen anderen Datenträger.</translation>
    </message>
    <message>
        <source>This backup is damaged.</source>
        <translation>Diese Sicherung ist beschädigt.</translation>
    </message>
    <message>
        <source>Choose another one, and take a new backup now.</source>
        <translation>Wählen Sie eine andere und machen Sie jetzt eine neue Sicherung.</translation>
    </message>
    <message>
        <source>This backup is of another site, or of other keys.</source>
        <translation>Diese Sicherung gehört zu einem anderen Standort oder zu anderen Schlüsseln.</translation>
    </message>
    <message>
        <source>Choose a backup of this site.</source>
        <translation>Wählen Sie eine Sicherung dieses Standorts.</translation>
    </message>
    <message>
        <source>The folder for backups is not there.</source>
        <translation>Der Ordner für Sicherungen ist nicht da.</translation>
    </message>
    <message>
        <source>Plug in the drive, or choose another folder.</source>
        <translation>Schließen Sie das Laufwerk an oder wählen Sie einen anderen Ordner.</translation>
    </message>
    <message>
        <source>The site&apos;s key ring is not there.</source>
        <translation>Der Schlüsselbund des Standorts fehlt.</translation>
    </message>
    <message>
        <source>What is sealed with it stays closed. Call the administrator, who can bring back its copy.</source>
        <translation>Was damit versiegelt ist, bleibt verschlossen. Rufen Sie die Administration, die seine Kopie zurückbringen kann.</translation>
    </message>
    <message>
        <source>This was deleted for good.</source>
        <translation>Dies wurde endgültig gelöscht.</translation>
    </message>
    <message>
        <source>Its key was destroyed when a consent was withdrawn or somebody was erased.</source>
        <translation>Sein Schlüssel wurde vernichtet, als eine Einwilligung widerrufen oder jemand gelöscht wurde.</translation>
    </message>
    <message>
        <source>A child under 14 cannot consent alone.</source>
        <translation>Ein Kind unter 14 Jahren kann nicht allein einwilligen.</translation>
    </message>
    <message>
        <source>Let a parent or guardian decide and sign, and enter their name.</source>
        <translation>Lassen Sie Sorgeberechtigte entscheiden und unterschreiben, und tragen Sie den Namen ein.</translation>
    </message>
    <message>
        <source>A backup, a restore or the renewal of the site&apos;s key is under way.</source>
        <translation>Gerade läuft eine Sicherung, eine Wiederherstellung oder die Erneuerung des Standortschlüssels.</translation>
    </message>
    <message>
        <source>Try again when it is done.</source>
        <translation>Versuchen Sie es wieder, wenn sie fertig ist.</translation>
    </message>
    <message>
        <source>This copy is from before the site&apos;s key was renewed. The key of now does not open it.</source>
        <translation>Diese Kopie ist aus der Zeit vor der Erneuerung des Standortschlüssels. Der heutige Schlüssel öffnet sie nicht.</translation>
    </message>
    <message>
        <source>Give a name with the passphrase of then, or the recovery code of then.</source>
        <translation>Geben Sie einen Namen mit der damaligen Passphrase an oder den damaligen Wiederherstellungscode.</translation>
    </message>
    <message>
        <source>It counts once, for this one act on this one thing, for five minutes. Ask them again.</source>
        <translation>Sie gilt einmal, für genau diese Handlung an genau dieser Sache, fünf Minuten lang. Bitten Sie die Person noch einmal.</translation>
    </message>
    <message>
        <source>This backup is too old to be brought back: people were erased since, and it would give back what was held of them.</source>
        <translation>Diese Sicherung ist zu alt, um zurückgespielt zu werden: Seither wurden Menschen gelöscht, und sie brächte zurück, was über sie gespeichert war.</translation>
    </message>
    <message>
        <source>Use a newer backup, and destroy this one.</source>
        <translation>Verwenden Sie eine neuere Sicherung und vernichten Sie diese.</translation>
    </message>
    <message>
        <source>Somebody has put an old copy in its place. Keep this machine as it is and call the privacy officer.</source>
        <translation>Jemand hat eine alte Kopie an seine Stelle gelegt. Diesen Rechner unverändert lassen und den Datenschutzbeauftragten rufen.</translation>
    </message>
    <message>
        <source>The audit trail is not the one that the site has signed: entry %L1 does not match.</source>
        <translation>Das Prüfprotokoll ist nicht das, das der Standort signiert hat: Eintrag %L1 stimmt nicht überein.</translation>
    </message>
    <message>
        <source>The entry of this head was removed when its time was over, and nothing that was signed names it any more.</source>
        <translation>Der Eintrag zu diesem Stand des Prüfprotokolls wurde gelöscht, als seine Zeit um war, und nichts Signiertes nennt ihn mehr.</translation>
    </message>
    <message>
        <source>Compare a head that was printed later.</source>
        <translation>Vergleichen Sie einen später gedruckten Stand.</translation>
    </message>
    <message>
        <source>The store&apos;s tables are not the ones that this program makes: somebody has changed them with another program.</source>
        <translation>Die Tabellen des Datenspeichers sind nicht die, die dieses Programm anlegt: Jemand hat sie mit einem anderen Programm geändert.</translation>
    </message>
    <message>
        <source>Keep the folder as it is, call the privacy officer, and bring the site back from a backup.</source>
        <translation>Lassen Sie den Ordner unverändert, rufen Sie den Datenschutzbeauftragten, und holen Sie den Standort aus einer Sicherung zurück.</translation>
    </message>
    <message>
        <source>Rules that guard what the store holds had been taken out of it, and are back now: %1. Somebody has changed the store with another program: call the privacy officer.</source>
        <translation>Regeln, die den Inhalt des Datenspeichers schützen, waren daraus entfernt worden und sind jetzt wieder da: %1. Jemand hat ihn mit einem anderen Programm geändert: Rufen Sie den Datenschutzbeauftragten.</translation>
    </message>
    <message>
        <source>The store holds tables that are not its own: %1. Somebody has changed it with another program: call the privacy officer.</source>
        <translation>Im Datenspeicher liegen fremde Tabellen: %1. Jemand hat ihn mit einem anderen Programm geändert: Rufen Sie den Datenschutzbeauftragten.</translation>
    </message>
    <message>
        <source>An older key file was put in the place of the site&apos;s. What had been replaced or revoked since opens nothing; whoever cannot sign in any more needs a new passphrase from the administrator.</source>
        <translation>An die Stelle der Schlüsseldatei war eine ältere gelegt worden. Was seither ersetzt oder entzogen wurde, öffnet nichts; wer sich nicht mehr anmelden kann, braucht vom Administrator eine neue Passphrase.</translation>
    </message>
    <message>
        <source>How long data is kept was changed around the program.</source>
        <translation>Wie lange Daten aufbewahrt werden, wurde am Programm vorbei geändert.</translation>
    </message>
    <message>
        <source>Nothing was deleted. Look at the classes marked on the privacy page and choose their days again.</source>
        <translation>Es wurde nichts gelöscht. Sehen Sie sich die markierten Datenarten auf der Datenschutzseite an und wählen Sie deren Tage neu.</translation>
    </message>
    <message>
        <source>What is held here is restricted: it is kept, but not used.</source>
        <translation>Was hier gespeichert ist, ist eingeschränkt: Es wird aufbewahrt, aber nicht verwendet.</translation>
    </message>
    <message>
        <source>The privacy officer may lift the restriction, or erase.</source>
        <translation>Der Datenschutzbeauftragte kann die Einschränkung aufheben oder löschen.</translation>
    </message>
    <message>
        <source>A request about this is still open.</source>
        <translation>Ein Antrag dazu ist noch offen.</translation>
    </message>
    <message>
        <source>The privacy officer answers it first; then it can be removed.</source>
        <translation>Der Datenschutzbeauftragte beantwortet ihn zuerst; danach kann entfernt werden.</translation>
    </message>
    <message>
        <source>One of these two was brought back by the recovery code.</source>
        <translation>Eine der beiden Personen kam mit dem Wiederherstellungscode zurück.</translation>
    </message>
    <message>
        <source>For 72 hours nothing that takes two people is done with them, unless an administrator who is neither of the two confirms them on the Operators page.</source>
        <translation>72 Stunden lang geschieht mit ihr nichts, wozu es zwei Personen braucht, es sei denn, ein Administrator, der keine der beiden ist, bestätigt sie auf der Seite „Bediener“.</translation>
    </message>
    <message>
        <source>The clock is days ahead of the time this machine can account for.</source>
        <translation>Die Uhr geht um Tage vor gegenüber der Zeit, die dieser Rechner belegen kann.</translation>
    </message>
    <message>
        <source>Nothing was deleted. Look whether this machine&apos;s clock is right, and let two people say so on the privacy page.</source>
        <translation>Es wurde nichts gelöscht. Sehen Sie nach, ob die Uhr dieses Rechners stimmt, und bestätigen Sie es zu zweit auf der Seite Datenschutz.</translation>
    </message>
    <message>
        <source>This machine&apos;s clock was ahead when your last code was taken, or it is behind now.</source>
        <translation>Die Uhr dieses Rechners ging vor, als Ihr letzter Code angenommen wurde, oder sie geht jetzt nach.</translation>
    </message>
    <message>
        <source>Look whether the clock is right. If it is, an administrator or the recovery code can take your second factor away, and you set it up anew.</source>
        <translation>Prüfen Sie, ob die Uhr stimmt. Wenn ja, kann ein Administrator oder der Wiederherstellungscode Ihren zweiten Faktor entfernen, und Sie richten ihn neu ein.</translation>
    </message>
    <message>
        <source>The store is older than its audit trail: entries from %L1 on, which the site has signed, are missing. Nothing is signed until two people restore a backup or accept what is there.</source>
        <translation>Der Datenspeicher ist älter als sein Prüfprotokoll: Einträge ab %L1, die der Standort signiert hat, fehlen. Es wird nichts signiert, bis zwei Personen eine Sicherung zurückspielen oder annehmen, was da ist.</translation>
    </message>
    <message>
        <source>What the key file says of the audit trail is not from this site. Nothing is signed until two people restore a backup or accept what is there.</source>
        <translation>Was die Schlüsseldatei über das Prüfprotokoll sagt, stammt nicht von diesem Standort. Es wird nichts signiert, bis zwei Personen eine Sicherung zurückspielen oder annehmen, was da ist.</translation>
    </message>
    <message>
        <source>Signatures under the audit trail are missing, the last one at entry %L1. Nothing is signed until two people restore a backup or accept what is there.</source>
        <translation>Signaturen unter dem Prüfprotokoll fehlen, die letzte bei Eintrag %L1. Es wird nichts signiert, bis zwei Personen eine Sicherung zurückspielen oder annehmen, was da ist.</translation>
    </message>
    <message>
        <source>Too much of the audit trail does not fit: it cannot be accepted.</source>
        <translation>Zu vieles im Prüfprotokoll passt nicht: Es kann nicht angenommen werden.</translation>
    </message>
    <message>
        <source>Bring a backup back: there is no other way.</source>
        <translation>Bitte eine Sicherung zurückspielen: Einen anderen Weg gibt es nicht.</translation>
    </message>
    <message>
        <source>The audit trail matches what the site has signed.</source>
        <translation>Das Prüfprotokoll passt zu dem, was der Standort signiert hat.</translation>
    </message>
    <message>
        <source>There is nothing to accept.</source>
        <translation>Es gibt nichts anzunehmen.</translation>
    </message>
    <message>
        <source>At entry %L1 one person, there being no other, accepted a history that does not match what the site had signed. The reason given: %2</source>
        <translation>Bei Eintrag %L1 hat eine Person allein, weil es keine zweite gab, einen Verlauf angenommen, der nicht zu dem passt, was der Standort signiert hatte. Angegebener Grund: %2</translation>
    </message>
    <message>
        <source>At entry %L1 two people accepted a history that does not match what the site had signed. The reason given: %2</source>
        <translation>Bei Eintrag %L1 haben zwei Personen einen Verlauf angenommen, der nicht zu dem passt, was der Standort signiert hatte. Angegebener Grund: %2</translation>
    </message>
    <message>
        <source>Before entry %L1 everything matches; from there up to the acceptance it may not.</source>
        <translation>Vor Eintrag %L1 passt alles; von dort bis zur Annahme vielleicht nicht.</translation>
    </message>
</context>
<context>
    <name>EventRow</name>
    <message>
        <source>a person who was removed</source>
        <translation>entfernte Person</translation>
    </message>
    <message>
        <source>nobody known</source>
        <translation>unbekannt</translation>
    </message>
    <message>
        <source>a plate that could not be read</source>
        <translation>Kennzeichen unlesbar</translation>
    </message>
    <message>
        <source>recognised</source>
        <translation>Erkennung</translation>
    </message>
    <message>
        <source>operator</source>
        <translation>Bediener</translation>
    </message>
    <message>
        <source>gate</source>
        <translation>Schranke</translation>
    </message>
    <message>
        <source>opened</source>
        <translation>geöffnet</translation>
    </message>
    <message>
        <source>did not open</source>
        <translation>nicht geöffnet</translation>
    </message>
    <message>
        <source>asked</source>
        <translation>Rückfrage</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>Zeit</translation>
    </message>
    <message>
        <source>Lane</source>
        <translation>Spur</translation>
    </message>
    <message>
        <source>Picture</source>
        <translation>Bild</translation>
    </message>
    <message>
        <source>Who or what</source>
        <translation>Wer oder was</translation>
    </message>
    <message>
        <source>Decision</source>
        <translation>Entscheidung</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>Art</translation>
    </message>
    <message>
        <source>Sure, %</source>
        <translation>Sicher, %</translation>
    </message>
    <message>
        <source>Why</source>
        <translation>Grund</translation>
    </message>
</context>
<context>
    <name>FilingText</name>
    <message>
        <source>People stored here: %1, of these %2 by face. From %3 on, the law asks for a filing with the authority.</source>
        <translation>Hier gespeicherte Personen: %1, davon %2 mit Gesicht. Ab %3 verlangt das Gesetz eine Meldung bei der Behörde.</translation>
    </message>
    <message>
        <source>%1 people are stored here, %2 of them by face. From %3 on, the law asks for a filing with the authority: remove who is gone.</source>
        <translation>%1 Personen sind hier gespeichert, davon %2 mit Gesicht. Ab %3 verlangt das Gesetz eine Meldung bei der Behörde: Entfernen Sie, wer nicht mehr da ist.</translation>
    </message>
</context>
<context>
    <name>ImpactDocument</name>
    <message>
        <source>%1, with a liveness check</source>
        <translation>%1, mit Lebenderkennung</translation>
    </message>
    <message>
        <source>picture on the screen only, nothing is recorded</source>
        <translation>nur Bild am Schirm, nichts wird aufgezeichnet</translation>
    </message>
    <message>
        <source>1. What is done, and why</source>
        <translation>1. Was geschieht und wozu</translation>
    </message>
    <message>
        <source>Gatehouse watches the entrances of the site, recognises registered people by face and vehicles by plate, decides by rules who may pass, and records each passage with its pictures. Purposes: to control access, to settle what went wrong, and where agreed to keep attendance and parking bills.</source>
        <translation>Gatehouse beobachtet die Zugänge des Standorts, erkennt registrierte Personen am Gesicht und Fahrzeuge am Kennzeichen, entscheidet nach Regeln, wer passieren darf, und zeichnet jeden Durchgang mit seinen Bildern auf. Zwecke: den Zutritt regeln, Fehler klären und, wo vereinbart, Anwesenheit und Parkabrechnung führen.</translation>
    </message>
    <message>
        <source>Legal bases: for faces the separate consent of each person (GDPR art. 9(2)(a); PIPL arts. 13, 14, 29), which can be withdrawn in two clicks; for plates and passages the legitimate interest in a safe site or the contract (GDPR art. 6(1)(b) and (f); PIPL art. 13). The face is never the only way: plate, pass, PIN and the operator are equal in the same flow.</source>
        <translation>Rechtsgrundlagen: für Gesichter die gesonderte Einwilligung jeder Person (DSGVO Art. 9 Abs. 2 lit. a; PIPL Art. 13, 14, 29), die mit zwei Klicks widerrufen wird; für Kennzeichen und Durchgänge das berechtigte Interesse an einem sicheren Standort oder der Vertrag (DSGVO Art. 6 Abs. 1 lit. b und f; PIPL Art. 13). Das Gesicht ist nie der einzige Weg: Kennzeichen, Ausweis, PIN und Bediener stehen gleichwertig daneben.</translation>
    </message>
    <message>
        <source>2. Cameras</source>
        <translation>2. Kameras</translation>
    </message>
    <message>
        <source>None are set up.</source>
        <translation>Es sind keine eingerichtet.</translation>
    </message>
    <message>
        <source>Camera</source>
        <translation>Kamera</translation>
    </message>
    <message>
        <source>Place</source>
        <translation>Ort</translation>
    </message>
    <message>
        <source>Purpose</source>
        <translation>Zweck</translation>
    </message>
    <message>
        <source>Lanes</source>
        <translation>Spuren</translation>
    </message>
    <message>
        <source>%1 (switched off)</source>
        <translation>%1 (ausgeschaltet)</translation>
    </message>
    <message>
        <source>3. Whose data, and how much</source>
        <translation>3. Wessen Daten und wie viele</translation>
    </message>
    <message>
        <source>With a face template</source>
        <translation>Mit Gesichtstemplate</translation>
    </message>
    <message>
        <source>Face templates</source>
        <translation>Gesichtstemplates</translation>
    </message>
    <message>
        <source>Vehicles</source>
        <translation>Fahrzeuge</translation>
    </message>
    <message>
        <source>Passages</source>
        <translation>Durchgänge</translation>
    </message>
    <message>
        <source>Pictures of passages</source>
        <translation>Bilder von Durchgängen</translation>
    </message>
    <message>
        <source>People whose data is restricted</source>
        <translation>Personen mit eingeschränkter Verarbeitung</translation>
    </message>
    <message>
        <source>Open requests</source>
        <translation>Offene Anträge</translation>
    </message>
    <message>
        <source>%1, of them overdue: %2</source>
        <translation>%1, davon überfällig: %2</translation>
    </message>
    <message>
        <source>Strangers are seen too: their pictures have the shortest life, and no template of them is ever made.</source>
        <translation>Auch Unbekannte werden gesehen: Ihre Bilder haben die kürzeste Frist, und nie entsteht ein Template von ihnen.</translation>
    </message>
    <message>
        <source>4. How long it is kept</source>
        <translation>4. Wie lange aufbewahrt wird</translation>
    </message>
    <message>
        <source>Data</source>
        <translation>Daten</translation>
    </message>
    <message>
        <source>Kept</source>
        <translation>Aufbewahrt</translation>
    </message>
    <message>
        <source>Standard</source>
        <translation>Standard</translation>
    </message>
    <message>
        <source>Held now</source>
        <translation>Derzeit</translation>
    </message>
    <message>
        <source>Why so long</source>
        <translation>Warum so lange</translation>
    </message>
    <message>
        <source>What is overdue is deleted daily and whenever the site is opened; last run with a signed certificate: %1.</source>
        <translation>Überfälliges wird täglich und bei jedem Öffnen des Standorts gelöscht; letzter Lauf mit signierter Bescheinigung: %1.</translation>
    </message>
    <message>
        <source>What is overdue is deleted daily and whenever the site is opened; no run has been certified yet.</source>
        <translation>Überfälliges wird täglich und bei jedem Öffnen des Standorts gelöscht; noch wurde kein Lauf bescheinigt.</translation>
    </message>
    <message>
        <source>Templates and enrolment pictures are kept as long as the person is registered and the consent stands.</source>
        <translation>Templates und Aufnahmebilder bleiben, solange die Person registriert ist und die Einwilligung besteht.</translation>
    </message>
    <message>
        <source>5. Who can see it</source>
        <translation>5. Wer es sehen kann</translation>
    </message>
    <message>
        <source>Role</source>
        <translation>Rolle</translation>
    </message>
    <message>
        <source>Operators</source>
        <translation>Bediener</translation>
    </message>
    <message>
        <source>May</source>
        <translation>Darf</translation>
    </message>
    <message>
        <source>Resident IDs and dates of birth are sealed: whoever edits people can write them, only these can read them: %1. Each reading is written into the audit trail.</source>
        <translation>Ausweisnummern und Geburtsdaten sind versiegelt: Schreiben kann sie, wer Personen bearbeitet, lesen können sie nur: %1. Jedes Lesen steht im Prüfprotokoll.</translation>
    </message>
    <message>
        <source>Two people are needed to export personal data, to erase, to restore a backup, to change others&apos; keys and to keep data longer. Nothing is passed on to others; nothing leaves the machine but by these acts.</source>
        <translation>Zwei Personen braucht es, um Personendaten zu exportieren, zu löschen, eine Sicherung zurückzuspielen, Schlüssel anderer zu ändern und Daten länger aufzubewahren. Nichts wird an andere weitergegeben; nur durch diese Vorgänge verlässt etwas den Rechner.</translation>
    </message>
    <message>
        <source>6. Safeguards</source>
        <translation>6. Schutzmaßnahmen</translation>
    </message>
    <message>
        <source>One encrypted store (SQLCipher, AES-256); it opens only by an operator&apos;s passphrase; no default passphrase exists.</source>
        <translation>Ein verschlüsselter Datenspeicher (SQLCipher, AES-256); er öffnet sich nur mit der Passphrase eines Bedieners; eine voreingestellte gibt es nicht.</translation>
    </message>
    <message>
        <source>Templates are rotated by a key of the site and encrypted under a key of each consent, which is destroyed when it is withdrawn: older copies give back nothing.</source>
        <translation>Templates sind mit einem Schlüssel des Standorts gedreht und mit einem Schlüssel je Einwilligung verschlüsselt, der beim Widerruf vernichtet wird: Ältere Kopien geben nichts zurück.</translation>
    </message>
    <message>
        <source>The program opens no listening socket.</source>
        <translation>Das Programm öffnet keinen lauschenden Netzanschluss.</translation>
    </message>
    <message>
        <source>An audit trail that cannot be changed: append-only, hash-chained, signed; reading, searching and looking at pictures are in it.</source>
        <translation>Ein unveränderliches Prüfprotokoll: nur anfügbar, verkettet, signiert; auch Lesen, Suchen und Ansehen von Bildern stehen darin.</translation>
    </message>
    <message>
        <source>Roles see only what they need; failed sign-ins are slowed down; the screen locks itself.</source>
        <translation>Rollen sehen nur, was sie brauchen; fehlgeschlagene Anmeldungen werden gebremst; der Bildschirm sperrt sich selbst.</translation>
    </message>
    <message>
        <source>A person decides where recognition is not sure; each refusal shows its reason and can be overridden.</source>
        <translation>Wo die Erkennung unsicher ist, entscheidet ein Mensch; jede Ablehnung nennt ihren Grund und kann aufgehoben werden.</translation>
    </message>
    <message>
        <source>Requests of the people recorded stand in a queue with due dates; copies leave the machine encrypted, with other people&apos;s faces made unrecognisable.</source>
        <translation>Anträge der erfassten Personen stehen mit Frist in einer Liste; Kopien verlassen den Rechner verschlüsselt, Gesichter anderer sind unkenntlich gemacht.</translation>
    </message>
    <message>
        <source>7. Risks that the configuration shows</source>
        <translation>7. Risiken, die sich aus der Einrichtung ergeben</translation>
    </message>
    <message>
        <source>None of those the program looks for.</source>
        <translation>Keines von denen, nach denen das Programm sucht.</translation>
    </message>
    <message>
        <source>Risk</source>
        <translation>Risiko</translation>
    </message>
    <message>
        <source>Where</source>
        <translation>Wo</translation>
    </message>
    <message>
        <source>Measure</source>
        <translation>Maßnahme</translation>
    </message>
    <message>
        <source>Risks that remain with every such system: a person is taken for another, a person is refused wrongly, an operator looks without need, the machine is stolen. Against these stand sections 5 and 6.</source>
        <translation>Risiken, die bei jedem solchen System bleiben: Eine Person wird für eine andere gehalten, zu Unrecht abgewiesen, jemand sieht ohne Anlass nach, der Rechner wird gestohlen. Dagegen stehen die Abschnitte 5 und 6.</translation>
    </message>
    <message>
        <source>8. Necessity, opinion and decision</source>
        <translation>8. Erforderlichkeit, Stellungnahme und Entscheidung</translation>
    </message>
    <message>
        <source>To be weighed by people: whether the purposes could be reached with less, what the people concerned or their representatives think, what the data protection officer advises, and the decision.</source>
        <translation>Von Menschen abzuwägen: ob die Zwecke mit weniger zu erreichen wären, was die Betroffenen oder ihre Vertretung meinen, was die oder der Datenschutzbeauftragte rät, und die Entscheidung.</translation>
    </message>
    <message>
        <source>Necessity</source>
        <translation>Erforderlichkeit</translation>
    </message>
    <message>
        <source>Opinion of the people concerned</source>
        <translation>Stellungnahme der Betroffenen</translation>
    </message>
    <message>
        <source>Advice of the data protection officer</source>
        <translation>Rat der oder des Datenschutzbeauftragten</translation>
    </message>
    <message>
        <source>Decision, date, signature</source>
        <translation>Entscheidung, Datum, Unterschrift</translation>
    </message>
    <message>
        <source>To be made anew when cameras, purposes or retention change, and kept for three years (PIPL art. 56).</source>
        <translation>Neu zu erstellen, wenn sich Kameras, Zwecke oder Fristen ändern; drei Jahre aufzubewahren (PIPL Art. 56).</translation>
    </message>
    <message>
        <source>Data protection impact assessment</source>
        <translation>Datenschutz-Folgenabschätzung</translation>
    </message>
    <message>
        <source>%1, as configured on %2</source>
        <translation>%1, Einrichtung vom %2</translation>
    </message>
</context>
<context>
    <name>LaneCard</name>
    <message>
        <source>opening…</source>
        <translation>wird geöffnet&#xa0;…</translation>
    </message>
    <message>
        <source>refusing…</source>
        <translation>wird abgelehnt&#xa0;…</translation>
    </message>
    <message>
        <source>deciding anew…</source>
        <translation>neue Entscheidung&#xa0;…</translation>
    </message>
    <message>
        <source>match %1, needs %2</source>
        <translation>Übereinstimmung %1, nötig %2</translation>
    </message>
    <message>
        <source>confidence %1, needs %2</source>
        <translation>Sicherheit %1, nötig %2</translation>
    </message>
    <message>
        <source>%1 of %2 readings agree</source>
        <translation>%1 von %2 Lesungen gleich</translation>
    </message>
    <message>
        <source>second best: %1 (%2)</source>
        <translation>Zweitbeste: %1 (%2)</translation>
    </message>
    <message>
        <source>liveness %1 (a hint, not a proof)</source>
        <translation>Lebenderkennung %1 (Hinweis, kein Beweis)</translation>
    </message>
    <message>
        <source>gate</source>
        <translation>Schranke</translation>
    </message>
    <message>
        <source>face not clear</source>
        <translation>Gesicht unklar</translation>
    </message>
    <message>
        <source>unknown person</source>
        <translation>unbekannte Person</translation>
    </message>
    <message>
        <source>plate not readable</source>
        <translation>Kennzeichen unlesbar</translation>
    </message>
    <message>
        <source>nobody recognised</source>
        <translation>niemand erkannt</translation>
    </message>
    <message>
        <source>match %1 (needs %2)</source>
        <translation>Übereinstimmung %1 (nötig %2)</translation>
    </message>
    <message>
        <source>live %1</source>
        <translation>lebend %1</translation>
    </message>
    <message>
        <source>nobody yet</source>
        <translation>noch niemand</translation>
    </message>
    <message numerus="yes">
        <source>%n more</source>
        <translation>
            <numerusform>%n weiterer</numerusform>
            <numerusform>%n weitere</numerusform>
        </translation>
    </message>
    <message>
        <source>or %1 (%2)</source>
        <translation>oder %1 (%2)</translation>
    </message>
</context>
<context>
    <name>LeftoverWords</name>
    <message numerus="yes">
        <source>%n passage(s) are still kept, so the name stays on file: a request must find them.</source>
        <translation>
            <numerusform>%n Durchgang ist noch gespeichert. Deshalb bleibt der Name hinterlegt: Ein Antrag muss ihn finden.</numerusform>
            <numerusform>%n Durchgänge sind noch gespeichert. Deshalb bleibt der Name hinterlegt: Ein Antrag muss sie finden.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n picture(s) of passages are still kept, so the name stays on file: a request must find them.</source>
        <translation>
            <numerusform>%n Bild eines Durchgangs ist noch gespeichert. Deshalb bleibt der Name hinterlegt: Ein Antrag muss es finden.</numerusform>
            <numerusform>%n Bilder von Durchgängen sind noch gespeichert. Deshalb bleibt der Name hinterlegt: Ein Antrag muss sie finden.</numerusform>
        </translation>
    </message>
    <message>
        <source>It goes with the last of them, after %1.</source>
        <translation>Er wird mit dem letzten davon gelöscht, nach dem %1.</translation>
    </message>
    <message>
        <source>It goes with the last of them; when, is open until the retention times are decided.</source>
        <translation>Er wird mit dem letzten davon gelöscht. Wann, ist offen, bis die Aufbewahrungsfristen festgelegt sind.</translation>
    </message>
    <message>
        <source>Who wants everything gone at once has the right to be forgotten: “Erase” on the Privacy page.</source>
        <translation>Wer alles sofort gelöscht haben will, hat das Recht auf Vergessenwerden: „Löschen“ auf der Seite „Datenschutz“.</translation>
    </message>
</context>
<context>
    <name>PrivacyColumns</name>
    <message>
        <source>Due</source>
        <translation>Frist</translation>
    </message>
    <message>
        <source>Whom it is about</source>
        <translation>Um wen es geht</translation>
    </message>
    <message>
        <source>erased</source>
        <translation>gelöscht</translation>
    </message>
    <message>
        <source>What they ask for</source>
        <translation>Was verlangt wird</translation>
    </message>
    <message>
        <source>Received</source>
        <translation>Eingegangen</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Status</translation>
    </message>
    <message>
        <source>overdue</source>
        <translation>überfällig</translation>
    </message>
    <message>
        <source>Data</source>
        <translation>Daten</translation>
    </message>
    <message>
        <source>Kept</source>
        <translation>Frist</translation>
    </message>
    <message>
        <source>Held</source>
        <translation>Vorhanden</translation>
    </message>
    <message>
        <source>Overdue</source>
        <translation>Überfällig</translation>
    </message>
    <message>
        <source>Oldest</source>
        <translation>Ältestes</translation>
    </message>
    <message>
        <source>Number</source>
        <translation>Nummer</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>Zeit</translation>
    </message>
    <message>
        <source>What</source>
        <translation>Was</translation>
    </message>
    <message>
        <source>By</source>
        <translation>Durch</translation>
    </message>
    <message>
        <source>the program itself</source>
        <translation>das Programm selbst</translation>
    </message>
    <message>
        <source>%1, decided: %2</source>
        <translation>%1, beschlossen: %2</translation>
    </message>
</context>
<context>
    <name>PrivacyWords</name>
    <message>
        <source>Pictures of unknown people and vehicles</source>
        <translation>Bilder unbekannter Personen und Fahrzeuge</translation>
    </message>
    <message>
        <source>Pictures of registered people and vehicles</source>
        <translation>Bilder registrierter Personen und Fahrzeuge</translation>
    </message>
    <message>
        <source>Passages: time, lane, whom, decision</source>
        <translation>Durchgänge: Zeit, Spur, wer, Entscheidung</translation>
    </message>
    <message>
        <source>Attendance</source>
        <translation>Anwesenheit</translation>
    </message>
    <message>
        <source>Closed requests of the people recorded</source>
        <translation>Erledigte Anträge der erfassten Personen</translation>
    </message>
    <message>
        <source>Audit trail</source>
        <translation>Prüfprotokoll</translation>
    </message>
    <message>
        <source>Damage and wrong refusals show up after a weekend and a holiday (GDPR art. 5(1)(e), EDPB guidelines 3/2019).</source>
        <translation>Schäden und falsche Ablehnungen zeigen sich nach Wochenende und Feiertag (DSGVO Art. 5 Abs. 1 lit. e, EDSA-Leitlinien 3/2019).</translation>
    </message>
    <message>
        <source>Settles a month&apos;s attendance and bill after its close, as the notice of consent tells.</source>
        <translation>Klärt Anwesenheit und Rechnung eines Monats nach dessen Abschluss, wie es der Hinweis zur Einwilligung sagt.</translation>
    </message>
    <message>
        <source>The half year in which a bill or a day&apos;s hours are disputed.</source>
        <translation>Das halbe Jahr, in dem Rechnungen oder Arbeitszeiten strittig werden.</translation>
    </message>
    <message>
        <source>Working time records are to be kept for two years.</source>
        <translation>Arbeitszeitnachweise sind zwei Jahre aufzubewahren.</translation>
    </message>
    <message>
        <source>Proof that requests were answered: claims lapse after three years.</source>
        <translation>Nachweis, dass Anträge beantwortet wurden: Ansprüche verjähren nach drei Jahren.</translation>
    </message>
    <message numerus="yes">
        <source>%n day(s)</source>
        <translation>
            <numerusform>%n Tag</numerusform>
            <numerusform>%n Tage</numerusform>
        </translation>
    </message>
    <message>
        <source>Get a copy of what is held</source>
        <translation>Kopie der gespeicherten Daten</translation>
    </message>
    <message>
        <source>Have it corrected</source>
        <translation>Berichtigung</translation>
    </message>
    <message>
        <source>Have its use restricted</source>
        <translation>Einschränkung der Verarbeitung</translation>
    </message>
    <message>
        <source>Have it erased</source>
        <translation>Löschung</translation>
    </message>
    <message>
        <source>Objection</source>
        <translation>Widerspruch</translation>
    </message>
    <message>
        <source>Export the package and tell the passphrase by another way.</source>
        <translation>Exportieren Sie das Paket und teilen Sie die Passphrase auf anderem Weg mit.</translation>
    </message>
    <message>
        <source>Correct the entry, and note what was changed.</source>
        <translation>Berichtigen Sie den Eintrag und notieren Sie, was geändert wurde.</translation>
    </message>
    <message>
        <source>Restrict: it is kept, but no lane recognises them.</source>
        <translation>Einschränken: Die Daten bleiben, aber keine Spur erkennt die Person.</translation>
    </message>
    <message>
        <source>Erase, with a second person. The certificate is the proof.</source>
        <translation>Löschen Sie zu zweit. Die Bescheinigung ist der Nachweis.</translation>
    </message>
    <message>
        <source>Weigh the reasons. Restrict meanwhile; erase where they prevail.</source>
        <translation>Wägen Sie die Gründe ab. Schränken Sie solange ein; löschen Sie, wenn sie überwiegen.</translation>
    </message>
    <message>
        <source>open</source>
        <translation>offen</translation>
    </message>
    <message>
        <source>done</source>
        <translation>erledigt</translation>
    </message>
    <message>
        <source>refused, with reasons</source>
        <translation>abgelehnt, mit Begründung</translation>
    </message>
    <message>
        <source>It is not stated what kind of place a camera looks at.</source>
        <translation>Bei einer Kamera ist nicht angegeben, was für einen Ort sie zeigt.</translation>
    </message>
    <message>
        <source>State the place in the camera&apos;s settings.</source>
        <translation>Geben Sie den Ort in den Einstellungen der Kamera an.</translation>
    </message>
    <message>
        <source>A camera takes in ground that people cannot avoid.</source>
        <translation>Eine Kamera erfasst Flächen, denen man nicht ausweichen kann.</translation>
    </message>
    <message>
        <source>Turn or mask the camera, narrow the lane&apos;s region, put up a sign.</source>
        <translation>Drehen oder verdecken Sie die Kamera, verkleinern Sie den Bereich der Spur, stellen Sie ein Hinweisschild auf.</translation>
    </message>
    <message>
        <source>Faces are recognised at a workplace, where consent is hardly free.</source>
        <translation>An einem Arbeitsplatz werden Gesichter erkannt, wo Einwilligung kaum freiwillig ist.</translation>
    </message>
    <message>
        <source>Offer card, PIN or plate as equal ways; hear the works council; document the choice.</source>
        <translation>Bieten Sie Ausweis, PIN oder Kennzeichen gleichwertig an; hören Sie den Betriebsrat; halten Sie die Wahl fest.</translation>
    </message>
    <message>
        <source>A lane may take a picture of a face for the face.</source>
        <translation>Eine Spur kann das Bild eines Gesichts für das Gesicht halten.</translation>
    </message>
    <message>
        <source>Switch the liveness check on for the lane.</source>
        <translation>Schalten Sie die Lebenderkennung der Spur ein.</translation>
    </message>
    <message>
        <source>A class of data is kept longer than the standard.</source>
        <translation>Daten werden länger als der Standard aufbewahrt.</translation>
    </message>
    <message>
        <source>Write down why, or shorten it.</source>
        <translation>Halten Sie den Grund fest oder verkürzen Sie die Frist.</translation>
    </message>
    <message>
        <source>Pictures are kept longer than the notice of consent tells people.</source>
        <translation>Bilder werden länger aufbewahrt, als der Hinweis zur Einwilligung sagt.</translation>
    </message>
    <message>
        <source>Shorten it, or have a new notice signed.</source>
        <translation>Verkürzen Sie die Frist oder lassen Sie einen neuen Hinweis unterschreiben.</translation>
    </message>
    <message>
        <source>Data is kept beyond its time, or the daily run has not taken place.</source>
        <translation>Daten sind über ihre Frist hinaus vorhanden, oder der tägliche Lauf fand nicht statt.</translation>
    </message>
    <message>
        <source>Run the retention now and look why it did not run.</source>
        <translation>Starten Sie die Löschung jetzt und klären Sie, warum sie nicht lief.</translation>
    </message>
    <message>
        <source>One person alone can export and erase: there is nobody to approve.</source>
        <translation>Eine Person allein kann exportieren und löschen: Niemand ist da, der genehmigt.</translation>
    </message>
    <message>
        <source>Add a second operator whose role may approve.</source>
        <translation>Legen Sie einen zweiten Bediener an, dessen Rolle genehmigen darf.</translation>
    </message>
    <message>
        <source>Requests of the people recorded are overdue.</source>
        <translation>Anträge erfasster Personen sind überfällig.</translation>
    </message>
    <message>
        <source>Answer them now.</source>
        <translation>Beantworten Sie sie jetzt.</translation>
    </message>
    <message>
        <source>80,000 people or more are stored; from 100,000 on face recognition is to be filed in China.</source>
        <translation>80.000 oder mehr Personen sind gespeichert; ab 100.000 ist Gesichtserkennung in China anzumelden.</translation>
    </message>
    <message>
        <source>Remove who no longer comes; prepare the filing.</source>
        <translation>Entfernen Sie, wer nicht mehr kommt; bereiten Sie die Anmeldung vor.</translation>
    </message>
    <message>
        <source>More than nine in ten people pass by their face alone.</source>
        <translation>Mehr als neun von zehn Personen passieren nur mit dem Gesicht.</translation>
    </message>
    <message>
        <source>Offer another way that is equal: the face must never be the only one.</source>
        <translation>Bieten Sie einen gleichwertigen anderen Weg an: Das Gesicht darf nie der einzige sein.</translation>
    </message>
    <message>
        <source>Records of processing are to be kept for three years (PIPL art. 56; GDPR art. 5(2)). Older entries are removed, and the site signs where the trail begins then.</source>
        <translation>Aufzeichnungen über die Verarbeitung sind drei Jahre aufzubewahren (PIPL Art. 56; DSGVO Art. 5 Abs. 2). Ältere Einträge werden entfernt, und der Standort signiert, wo das Prüfprotokoll dann beginnt.</translation>
    </message>
    <message>
        <source>Faces of visitors after their visit</source>
        <translation>Gesichter von Besuchern nach ihrem Besuch</translation>
    </message>
    <message>
        <source>A visit that is over has no purpose left. A week, for who comes again. Every visit has an end: it is entered for a quarter of a year at most.</source>
        <translation>Ein Besuch, der vorbei ist, hat keinen Zweck mehr. Eine Woche für alle, die wiederkommen. Jeder Besuch hat ein Ende: Er wird für höchstens ein Vierteljahr eingetragen.</translation>
    </message>
    <message>
        <source>The clock was %1 ahead of the time the machine can account for.</source>
        <translation>Die Uhr ging um %1 vor gegenüber der Zeit, die der Rechner belegen kann.</translation>
    </message>
    <message>
        <source>The clock was last confirmed when it was %1 ahead, see entry %2 of the audit trail.</source>
        <translation>Die Uhr wurde zuletzt bestätigt, als sie um %1 vorging, siehe Eintrag %2 des Prüfprotokolls.</translation>
    </message>
</context>
<context>
    <name>ReasonText</name>
    <message>
        <source>allowed</source>
        <translation>freigegeben</translation>
    </message>
    <message>
        <source>refused</source>
        <translation>abgelehnt</translation>
    </message>
    <message>
        <source>asks you</source>
        <translation>Rückfrage</translation>
    </message>
    <message>
        <source>a rule allows it</source>
        <translation>durch Regel erlaubt</translation>
    </message>
    <message>
        <source>a rule forbids it</source>
        <translation>durch Regel verboten</translation>
    </message>
    <message>
        <source>registered, but no rule allows this place</source>
        <translation>registriert, aber hier durch keine Regel erlaubt</translation>
    </message>
    <message>
        <source>not at this hour</source>
        <translation>nicht zu dieser Zeit</translation>
    </message>
    <message>
        <source>the rule is not valid today</source>
        <translation>die Regel gilt heute nicht</translation>
    </message>
    <message>
        <source>registered, but switched off</source>
        <translation>registriert, aber deaktiviert</translation>
    </message>
    <message>
        <source>registered, but not valid today</source>
        <translation>registriert, aber heute nicht gültig</translation>
    </message>
    <message>
        <source>not registered</source>
        <translation>nicht registriert</translation>
    </message>
    <message>
        <source>not seen clearly enough</source>
        <translation>nicht deutlich genug erkannt</translation>
    </message>
    <message>
        <source>looks like a picture of a person</source>
        <translation>sieht nach dem Bild einer Person aus</translation>
    </message>
    <message>
        <source>opened by the operator</source>
        <translation>vom Bediener geöffnet</translation>
    </message>
    <message>
        <source>refused by the operator</source>
        <translation>vom Bediener abgelehnt</translation>
    </message>
    <message>
        <source>corrected by the operator</source>
        <translation>vom Bediener korrigiert</translation>
    </message>
    <message>
        <source>could not be recorded: the gate stays shut</source>
        <translation>nicht aufzeichenbar: Schranke bleibt zu</translation>
    </message>
    <message>
        <source>the gate opened</source>
        <translation>Schranke wurde geöffnet</translation>
    </message>
    <message>
        <source>the gate did not open</source>
        <translation>Schranke hat nicht geöffnet</translation>
    </message>
    <message>
        <source>rule “%1”</source>
        <translation>Regel „%1“</translation>
    </message>
    <message>
        <source>forbidden by rule “%1”</source>
        <translation>verboten durch Regel „%1“</translation>
    </message>
    <message>
        <source>%1 (rule “%2”)</source>
        <translation>%1 (Regel „%2“)</translation>
    </message>
    <message>
        <source>plate %1 px high, needs %2</source>
        <translation>Kennzeichen %1 px hoch, nötig %2</translation>
    </message>
    <message>
        <source>%1 px between the eyes, needs %2</source>
        <translation>Augenabstand %1 px, nötig %2</translation>
    </message>
    <message>
        <source>blurred: sharpness %1, needs %2</source>
        <translation>unscharf: Schärfe %1, nötig %2</translation>
    </message>
    <message>
        <source>turned by %1°, at most %2°</source>
        <translation>um %1° gedreht, höchstens %2°</translation>
    </message>
    <message>
        <source>too dark: brightness %1, needs %2</source>
        <translation>zu dunkel: Helligkeit %1, nötig %2</translation>
    </message>
    <message>
        <source>too bright: brightness %1, at most %2</source>
        <translation>zu hell: Helligkeit %1, höchstens %2</translation>
    </message>
    <message>
        <source>match %1, needs %2</source>
        <translation>Übereinstimmung %1, nötig %2</translation>
    </message>
    <message>
        <source>only %1 ahead of the second best, needs %2</source>
        <translation>nur %1 vor dem Zweitbesten, nötig %2</translation>
    </message>
    <message>
        <source>liveness %1, needs %2 (a hint, not a proof)</source>
        <translation>Lebenderkennung %1, nötig %2 (Hinweis, kein Beweis)</translation>
    </message>
    <message>
        <source>the characters fit no plate format expected here</source>
        <translation>die Zeichen passen zu keinem hier erwarteten Kennzeichenformat</translation>
    </message>
    <message>
        <source>%1 readings agree, needs %2</source>
        <translation>%1 Lesungen stimmen überein, nötig %2</translation>
    </message>
    <message>
        <source>employee</source>
        <translation>Mitarbeiter</translation>
    </message>
    <message>
        <source>contractor</source>
        <translation>Fremdfirma</translation>
    </message>
    <message>
        <source>resident</source>
        <translation>Bewohner</translation>
    </message>
    <message>
        <source>visitor</source>
        <translation>Besucher</translation>
    </message>
    <message>
        <source>face at the gate</source>
        <translation>Gesicht am Zugang</translation>
    </message>
    <message>
        <source>face for attendance</source>
        <translation>Gesicht für die Anwesenheit</translation>
    </message>
    <message>
        <source>picture on file</source>
        <translation>hinterlegtes Bild</translation>
    </message>
    <message>
        <source>signed form</source>
        <translation>unterschriebenes Formular</translation>
    </message>
    <message>
        <source>signature on screen</source>
        <translation>Unterschrift am Bildschirm</translation>
    </message>
    <message>
        <source>signed by the guardian</source>
        <translation>Unterschrift Sorgeberechtigte</translation>
    </message>
    <message>
        <source>electronic</source>
        <translation>elektronisch</translation>
    </message>
    <message>
        <source>guard</source>
        <translation>Wachdienst</translation>
    </message>
    <message>
        <source>parking attendant</source>
        <translation>Parkaufsicht</translation>
    </message>
    <message>
        <source>manager</source>
        <translation>Standortleitung</translation>
    </message>
    <message>
        <source>privacy officer</source>
        <translation>Datenschutzbeauftragter</translation>
    </message>
    <message>
        <source>administrator</source>
        <translation>Administrator</translation>
    </message>
    <message>
        <source>China</source>
        <translation>China</translation>
    </message>
    <message>
        <source>Europe</source>
        <translation>Europa</translation>
    </message>
    <message>
        <source>United States</source>
        <translation>USA</translation>
    </message>
    <message>
        <source>Brazil</source>
        <translation>Brasilien</translation>
    </message>
    <message>
        <source>in</source>
        <translation>hinein</translation>
    </message>
    <message>
        <source>out</source>
        <translation>hinaus</translation>
    </message>
    <message>
        <source>in and out</source>
        <translation>beide Richtungen</translation>
    </message>
    <message>
        <source>allow</source>
        <translation>erlauben</translation>
    </message>
    <message>
        <source>forbid</source>
        <translation>verbieten</translation>
    </message>
    <message>
        <source>number plates</source>
        <translation>Kennzeichen</translation>
    </message>
    <message>
        <source>faces</source>
        <translation>Gesichter</translation>
    </message>
    <message>
        <source>sure</source>
        <translation>sicher</translation>
    </message>
    <message>
        <source>unknown</source>
        <translation>unbekannt</translation>
    </message>
    <message>
        <source>unsure</source>
        <translation>unsicher</translation>
    </message>
    <message>
        <source>simulated</source>
        <translation>simuliert</translation>
    </message>
    <message>
        <source>Modbus TCP relay</source>
        <translation>Modbus-TCP-Relais</translation>
    </message>
    <message>
        <source>gate: state unknown</source>
        <translation>Schranke: Zustand unbekannt</translation>
    </message>
    <message>
        <source>gate closed</source>
        <translation>Schranke geschlossen</translation>
    </message>
    <message>
        <source>gate opening</source>
        <translation>Schranke öffnet</translation>
    </message>
    <message>
        <source>gate open</source>
        <translation>Schranke offen</translation>
    </message>
    <message>
        <source>gate does not answer</source>
        <translation>Schranke antwortet nicht</translation>
    </message>
    <message>
        <source>network camera (RTSP)</source>
        <translation>Netzwerkkamera (RTSP)</translation>
    </message>
    <message>
        <source>network camera (HTTP MJPEG)</source>
        <translation>Netzwerkkamera (HTTP MJPEG)</translation>
    </message>
    <message>
        <source>camera on this machine</source>
        <translation>Kamera an diesem Rechner</translation>
    </message>
    <message>
        <source>video file</source>
        <translation>Videodatei</translation>
    </message>
    <message>
        <source>folder of pictures</source>
        <translation>Bilderordner</translation>
    </message>
    <message>
        <source>switched off</source>
        <translation>ausgeschaltet</translation>
    </message>
    <message>
        <source>connecting, try %1</source>
        <translation>Verbindung, Versuch %1</translation>
    </message>
    <message>
        <source>connecting</source>
        <translation>verbindet</translation>
    </message>
    <message>
        <source>live</source>
        <translation>live</translation>
    </message>
    <message>
        <source>%1 old</source>
        <translation>%1 alt</translation>
    </message>
    <message>
        <source>failed: %1</source>
        <translation>gestört: %1</translation>
    </message>
    <message>
        <source>failed</source>
        <translation>gestört</translation>
    </message>
    <message>
        <source>ended</source>
        <translation>beendet</translation>
    </message>
    <message>
        <source>not stated</source>
        <translation>nicht angegeben</translation>
    </message>
    <message>
        <source>entrance</source>
        <translation>Eingang</translation>
    </message>
    <message>
        <source>car park</source>
        <translation>Parkplatz</translation>
    </message>
    <message>
        <source>corridor or stairs</source>
        <translation>Flur oder Treppe</translation>
    </message>
    <message>
        <source>workplace</source>
        <translation>Arbeitsplatz</translation>
    </message>
    <message>
        <source>takes in public ground</source>
        <translation>erfasst öffentlichen Grund</translation>
    </message>
    <message>
        <source>to identify the person</source>
        <translation>um die Person zu identifizieren</translation>
    </message>
    <message>
        <source>the person asked for it</source>
        <translation>die Person hat darum gebeten</translation>
    </message>
    <message>
        <source>to correct an entry</source>
        <translation>um einen Eintrag zu berichtigen</translation>
    </message>
    <message>
        <source>an authority demands it by law</source>
        <translation>eine Behörde verlangt es per Gesetz</translation>
    </message>
</context>
<context>
    <name>RoleWords</name>
    <message>
        <source>Watches the lanes, opens and refuses, registers visitors and enrols faces.</source>
        <translation>Überwacht die Spuren, öffnet und lehnt ab, registriert Besucher und erfasst Gesichter.</translation>
    </message>
    <message>
        <source>Watches the lanes, opens and refuses, looks after vehicles.</source>
        <translation>Überwacht die Spuren, öffnet und lehnt ab, betreut Fahrzeuge.</translation>
    </message>
    <message>
        <source>Decides who may pass: people, vehicles, groups, schedules and rules. Reads the audit trail.</source>
        <translation>Legt fest, wer passieren darf: Personen, Fahrzeuge, Gruppen, Zeitpläne und Regeln. Liest das Prüfprotokoll.</translation>
    </message>
    <message>
        <source>Looks after consents and what is kept about people. Reads the audit trail.</source>
        <translation>Betreut Einwilligungen und gespeicherte Personendaten. Liest das Prüfprotokoll.</translation>
    </message>
    <message>
        <source>Everything, also operators, cameras, lanes and gates.</source>
        <translation>Alles, auch Bediener, Kameras, Spuren und Schranken.</translation>
    </message>
    <message>
        <source>Watch the cameras</source>
        <translation>Kameras ansehen</translation>
    </message>
    <message>
        <source>Open, refuse and correct at a lane</source>
        <translation>An einer Spur öffnen, ablehnen, korrigieren</translation>
    </message>
    <message>
        <source>See what happened at the lanes</source>
        <translation>Ereignisse der Spuren einsehen</translation>
    </message>
    <message>
        <source>See people</source>
        <translation>Personen einsehen</translation>
    </message>
    <message>
        <source>Add and change people and their consents</source>
        <translation>Personen und Einwilligungen pflegen</translation>
    </message>
    <message>
        <source>Enrol faces</source>
        <translation>Gesichter erfassen</translation>
    </message>
    <message>
        <source>See vehicles</source>
        <translation>Fahrzeuge einsehen</translation>
    </message>
    <message>
        <source>Add and change vehicles</source>
        <translation>Fahrzeuge pflegen</translation>
    </message>
    <message>
        <source>See who may pass when</source>
        <translation>Zutrittsrechte einsehen</translation>
    </message>
    <message>
        <source>Change groups, zones, schedules and rules</source>
        <translation>Gruppen, Bereiche, Zeitpläne und Regeln ändern</translation>
    </message>
    <message>
        <source>See cameras, lanes and gates</source>
        <translation>Kameras, Spuren und Schranken einsehen</translation>
    </message>
    <message>
        <source>Set up cameras, lanes and gates</source>
        <translation>Kameras, Spuren und Schranken einrichten</translation>
    </message>
    <message>
        <source>Start and stop the lanes</source>
        <translation>Spuren starten und anhalten</translation>
    </message>
    <message>
        <source>Add, disable and enable operators</source>
        <translation>Bediener hinzufügen, deaktivieren, aktivieren</translation>
    </message>
    <message>
        <source>Read and check the audit trail</source>
        <translation>Prüfprotokoll lesen und prüfen</translation>
    </message>
    <message>
        <source>Change the site&apos;s name and settings</source>
        <translation>Name und Einstellungen des Standorts ändern</translation>
    </message>
    <message>
        <source>Take the audit trail away as a file</source>
        <translation>Das Prüfprotokoll als Datei mitnehmen</translation>
    </message>
    <message>
        <source>Read resident IDs and dates of birth</source>
        <translation>Ausweisnummern und Geburtsdaten lesen</translation>
    </message>
    <message>
        <source>Set how long data is kept, and delete what is overdue</source>
        <translation>Aufbewahrungsfristen festlegen und Überfälliges löschen</translation>
    </message>
    <message>
        <source>Handle requests of the people recorded</source>
        <translation>Anträge der erfassten Personen bearbeiten</translation>
    </message>
    <message>
        <source>Hand out what is held about a person</source>
        <translation>Herausgeben, was über eine Person gespeichert ist</translation>
    </message>
    <message>
        <source>Erase what is held about a person</source>
        <translation>Löschen, was über eine Person gespeichert ist</translation>
    </message>
    <message>
        <source>See the impact assessment</source>
        <translation>Die Folgenabschätzung ansehen</translation>
    </message>
    <message>
        <source>Run the breach drill</source>
        <translation>Die Diebstahlprobe durchführen</translation>
    </message>
    <message>
        <source>Make, check and remove backups</source>
        <translation>Sicherungen anlegen, prüfen und entfernen</translation>
    </message>
    <message>
        <source>Restore a backup</source>
        <translation>Eine Sicherung zurückspielen</translation>
    </message>
    <message>
        <source>Give the store a new key</source>
        <translation>Dem Datenspeicher einen neuen Schlüssel geben</translation>
    </message>
    <message>
        <source>Refund or waive fees</source>
        <translation>Gebühren erstatten oder erlassen</translation>
    </message>
    <message>
        <source>Add, disable or enable an operator, or change the site&apos;s keys</source>
        <translation>Bediener hinzufügen, deaktivieren oder aktivieren, oder die Schlüssel des Standorts ändern</translation>
    </message>
    <message>
        <source>Refund or waive more than the limit</source>
        <translation>Mehr als die Grenze erstatten oder erlassen</translation>
    </message>
    <message>
        <source>Remove people who are no visitors</source>
        <translation>Personen entfernen, die keine Besucher sind</translation>
    </message>
    <message>
        <source>Keep data longer than before or the audit trail shorter, or confirm a clock that is in doubt</source>
        <translation>Daten länger als bisher oder das Prüfprotokoll kürzer aufbewahren, oder eine zweifelhafte Uhr bestätigen</translation>
    </message>
    <message>
        <source>Accept an audit trail that does not match what was signed</source>
        <translation>Ein Prüfprotokoll annehmen, das nicht zum Signierten passt</translation>
    </message>
</context>
<context>
    <name>RuleColumns</name>
    <message>
        <source>off</source>
        <translation>aus</translation>
    </message>
    <message>
        <source>not valid today</source>
        <translation>heute nicht gültig</translation>
    </message>
    <message>
        <source>Rule</source>
        <translation>Regel</translation>
    </message>
    <message>
        <source>Effect</source>
        <translation>Wirkung</translation>
    </message>
    <message>
        <source>Group</source>
        <translation>Gruppe</translation>
    </message>
    <message>
        <source>Zone</source>
        <translation>Bereich</translation>
    </message>
    <message>
        <source>Hours</source>
        <translation>Zeiten</translation>
    </message>
    <message>
        <source>at any hour</source>
        <translation>jederzeit</translation>
    </message>
    <message>
        <source>Valid</source>
        <translation>Gültig</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Status</translation>
    </message>
    <message>
        <source>Schedule</source>
        <translation>Zeitplan</translation>
    </message>
    <message>
        <source>Rules</source>
        <translation>Regeln</translation>
    </message>
    <message>
        <source>People</source>
        <translation>Personen</translation>
    </message>
    <message>
        <source>Vehicles</source>
        <translation>Fahrzeuge</translation>
    </message>
</context>
<context>
    <name>RuleDetail</name>
    <message>
        <source>Rules that speak of it</source>
        <translation>Regeln dazu</translation>
    </message>
    <message>
        <source>No rule speaks of it.</source>
        <translation>Keine Regel dazu.</translation>
    </message>
    <message>
        <source>at any hour</source>
        <translation>jederzeit</translation>
    </message>
    <message>
        <source>%1 may pass at %2, %3.</source>
        <translation>Gruppe %1 hat Zutritt zu %2, %3.</translation>
    </message>
    <message>
        <source>%1 is refused at %2, %3.</source>
        <translation>Gruppe %1 hat keinen Zutritt zu %2, %3.</translation>
    </message>
    <message>
        <source>%1 to %2</source>
        <translation>%1 bis %2</translation>
    </message>
    <message>
        <source>from %1</source>
        <translation>ab %1</translation>
    </message>
    <message>
        <source>until %1</source>
        <translation>bis %1</translation>
    </message>
    <message>
        <source>Switched off: it decides nothing.</source>
        <translation>Deaktiviert: Sie entscheidet nichts.</translation>
    </message>
    <message>
        <source>Not valid today.</source>
        <translation>Heute nicht gültig.</translation>
    </message>
    <message>
        <source>No running lane leads here.</source>
        <translation>Keine laufende Spur führt hierher.</translation>
    </message>
    <message>
        <source>Lanes: %1</source>
        <translation>Spuren: %1</translation>
    </message>
    <message numerus="yes">
        <source>%n person(s)</source>
        <translation>
            <numerusform>%n Person</numerusform>
            <numerusform>%n Personen</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n vehicle(s)</source>
        <translation>
            <numerusform>%n Fahrzeug</numerusform>
            <numerusform>%n Fahrzeuge</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>SignOutSlip</name>
    <message>
        <source>Signed out. The audit trail ends at %1, signed by the site.</source>
        <translation>Abgemeldet. Das Prüfprotokoll endet bei %1, vom Standort signiert.</translation>
    </message>
    <message>
        <source>End of shift: %1</source>
        <translation>Schichtende: %1</translation>
    </message>
    <message>
        <source>%1 signed out at %2.</source>
        <translation>%1 hat sich um %2 abgemeldet.</translation>
    </message>
    <message>
        <source>The audit trail ended at: %1</source>
        <translation>Das Prüfprotokoll endete bei: %1</translation>
    </message>
    <message>
        <source>In full: entry %1, hash %2</source>
        <translation>Vollständig: Eintrag %1, Hash %2</translation>
    </message>
    <message>
        <source>Signature number: %1</source>
        <translation>Nummer der Signatur: %1</translation>
    </message>
    <message>
        <source>Keep this sheet: with it anyone can show that no entry up to this one was changed or taken away.</source>
        <translation>Bewahren Sie dieses Blatt auf: Damit lässt sich zeigen, dass kein Eintrag bis zu diesem geändert oder entfernt wurde.</translation>
    </message>
</context>
<context>
    <name>SiteAlarm</name>
    <message>
        <source>Nothing is recorded: %1</source>
        <translation>Es wird nichts aufgezeichnet: %1</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>%1: no picture for %2</source>
        <translation>%1: seit %2 kein Bild</translation>
    </message>
    <message>
        <source>%1: no picture</source>
        <translation>%1: kein Bild</translation>
    </message>
    <message>
        <source>reconnecting, try %1</source>
        <translation>neuer Verbindungsversuch %1</translation>
    </message>
    <message>
        <source>No lane is running: %1</source>
        <translation>Keine Spur in Betrieb: %1</translation>
    </message>
    <message>
        <source>The disk is nearly full: %1 % left. Free some space now: when nothing is left, nothing is recorded and gates stay closed.</source>
        <translation>Der Datenträger ist fast voll: noch %1 %. Schaffen Sie jetzt Platz: Ist nichts mehr frei, wird nichts aufgezeichnet und Schranken bleiben zu.</translation>
    </message>
    <message>
        <source>The last good backup is %1 old.</source>
        <translation>Die letzte gute Sicherung ist %1 alt.</translation>
    </message>
    <message>
        <source>This site has no backup yet.</source>
        <translation>Dieser Standort hat noch keine Sicherung.</translation>
    </message>
    <message>
        <source>How long data is kept was changed around the program. Until the privacy officer chooses the days again, nothing is deleted.</source>
        <translation>Wie lange Daten aufbewahrt werden, wurde am Programm vorbei geändert. Bis der Datenschutzbeauftragte die Tage neu wählt, wird nichts gelöscht.</translation>
    </message>
    <message>
        <source>%1 was brought back by the recovery code. Until another administrator confirms them on the Operators page, ask them whether it was they.</source>
        <translation>%1 kam mit dem Wiederherstellungscode zurück. Bis ein anderer Administrator das auf der Seite „Bediener“ bestätigt: Fragen Sie nach, ob es wirklich diese Person war.</translation>
    </message>
    <message>
        <source>The clock is days ahead of the time this machine can account for. Until two people say on the privacy page that it is right, what is overdue is hidden but not deleted.</source>
        <translation>Die Uhr geht um Tage vor gegenüber der Zeit, die dieser Rechner belegen kann. Bis zwei Personen sie auf der Seite Datenschutz bestätigen, ist Überfälliges verborgen, aber nicht gelöscht.</translation>
    </message>
</context>
<context>
    <name>Standing</name>
    <message>
        <source>switched off</source>
        <translation>deaktiviert</translation>
    </message>
    <message>
        <source>not yet valid</source>
        <translation>noch nicht gültig</translation>
    </message>
    <message>
        <source>expired</source>
        <translation>abgelaufen</translation>
    </message>
    <message>
        <source>valid</source>
        <translation>gültig</translation>
    </message>
</context>
<context>
    <name>SubjectDocument</name>
    <message>
        <source>Registered as</source>
        <translation>Registriert als</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>Art</translation>
    </message>
    <message>
        <source>Reference</source>
        <translation>Referenz</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>Notiz</translation>
    </message>
    <message>
        <source>Groups</source>
        <translation>Gruppen</translation>
    </message>
    <message>
        <source>Valid from</source>
        <translation>Gültig ab</translation>
    </message>
    <message>
        <source>Valid until</source>
        <translation>Gültig bis</translation>
    </message>
    <message>
        <source>Use restricted since</source>
        <translation>Verarbeitung eingeschränkt seit</translation>
    </message>
    <message>
        <source>Consents</source>
        <translation>Einwilligungen</translation>
    </message>
    <message>
        <source>Purpose</source>
        <translation>Zweck</translation>
    </message>
    <message>
        <source>Notice</source>
        <translation>Hinweis</translation>
    </message>
    <message>
        <source>Given</source>
        <translation>Erteilt</translation>
    </message>
    <message>
        <source>How</source>
        <translation>Wie</translation>
    </message>
    <message>
        <source>Withdrawn</source>
        <translation>Widerrufen</translation>
    </message>
    <message>
        <source>Face templates</source>
        <translation>Gesichtstemplates</translation>
    </message>
    <message>
        <source>A template is a row of numbers by which this machine alone recognises a face. It is not part of this package: nobody could read it, and it would be a key.</source>
        <translation>Ein Template ist eine Zahlenreihe, an der allein dieser Rechner ein Gesicht erkennt. Es gehört nicht zu diesem Paket: Niemand könnte es lesen, und es wäre ein Schlüssel.</translation>
    </message>
    <message>
        <source>Number</source>
        <translation>Nummer</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>Modell</translation>
    </message>
    <message>
        <source>Quality</source>
        <translation>Güte</translation>
    </message>
    <message>
        <source>Made</source>
        <translation>Erstellt</translation>
    </message>
    <message>
        <source>Vehicles</source>
        <translation>Fahrzeuge</translation>
    </message>
    <message>
        <source>Plate</source>
        <translation>Kennzeichen</translation>
    </message>
    <message>
        <source>Region</source>
        <translation>Region</translation>
    </message>
    <message>
        <source>Description</source>
        <translation>Beschreibung</translation>
    </message>
    <message>
        <source>Passages</source>
        <translation>Durchgänge</translation>
    </message>
    <message>
        <source>None.</source>
        <translation>Keine.</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>Zeit</translation>
    </message>
    <message>
        <source>Lane</source>
        <translation>Spur</translation>
    </message>
    <message>
        <source>Seen as</source>
        <translation>Erkannt als</translation>
    </message>
    <message>
        <source>Decision</source>
        <translation>Entscheidung</translation>
    </message>
    <message>
        <source>What was done with it</source>
        <translation>Was damit geschah</translation>
    </message>
    <message>
        <source>Who of the staff did it is not part of this package; the site knows.</source>
        <translation>Wer vom Personal es tat, steht nicht in diesem Paket; der Standort weiß es.</translation>
    </message>
    <message>
        <source>What</source>
        <translation>Was</translation>
    </message>
    <message>
        <source>About</source>
        <translation>Worüber</translation>
    </message>
    <message numerus="yes">
        <source>%n more entries are older.</source>
        <translation>
            <numerusform>%n weiterer Eintrag ist älter.</numerusform>
            <numerusform>%n weitere Einträge sind älter.</numerusform>
        </translation>
    </message>
    <message>
        <source>Requests</source>
        <translation>Anträge</translation>
    </message>
    <message>
        <source>Request</source>
        <translation>Antrag</translation>
    </message>
    <message>
        <source>Received</source>
        <translation>Eingegangen</translation>
    </message>
    <message>
        <source>Due</source>
        <translation>Frist</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Status</translation>
    </message>
    <message>
        <source>What is held about %1</source>
        <translation>Was über %1 gespeichert ist</translation>
    </message>
    <message>
        <source>Pictures</source>
        <translation>Bilder</translation>
    </message>
    <message numerus="yes">
        <source>%n picture(s) are in the folder “pictures”.</source>
        <translation>
            <numerusform>%n Bild liegt im Ordner „pictures“.</numerusform>
            <numerusform>%n Bilder liegen im Ordner „pictures“.</numerusform>
        </translation>
    </message>
    <message>
        <source>Other people&apos;s faces and plates in them were made unrecognisable: %1.</source>
        <translation>Gesichter und Kennzeichen anderer wurden darin unkenntlich gemacht: %1.</translation>
    </message>
    <message>
        <source>Resident ID or passport number</source>
        <translation>Ausweis- oder Passnummer</translation>
    </message>
    <message>
        <source>Date of birth</source>
        <translation>Geburtsdatum</translation>
    </message>
    <message>
        <source>A guardian decides until</source>
        <translation>Sorgeberechtigte entscheiden bis</translation>
    </message>
    <message>
        <source>Guardian</source>
        <translation>Sorgeberechtigte</translation>
    </message>
    <message>
        <source>Proof</source>
        <translation>Nachweis</translation>
    </message>
    <message numerus="yes">
        <source>At %n passage(s) of others the machine nearly took them for this one; data.json says when and where.</source>
        <translation>
            <numerusform>Bei %n Durchgang anderer hätte die Maschine sie fast hierfür gehalten; data.json sagt, wann und wo.</numerusform>
            <numerusform>Bei %n Durchgängen anderer hätte die Maschine sie fast hierfür gehalten; data.json sagt, wann und wo.</numerusform>
        </translation>
    </message>
    <message>
        <source>What %1 holds about you.

report.pdf   everything, to read
data.json    the same, for machines
pictures/    pictures of you; other people&apos;s faces and plates are made unrecognisable
consents/    what you signed, where it was drawn or scanned

The package is a ZIP file encrypted with AES-256. 7-Zip (7z x FILE) and bsdtar (bsdtar -xf FILE) open it with the passphrase you were told separately.
</source>
        <translation>Was %1 über Sie gespeichert hat.

report.pdf   alles, zum Lesen
data.json    dasselbe, für Maschinen
pictures/    Bilder von Ihnen; Gesichter und Kennzeichen anderer sind unkenntlich gemacht
consents/    was Sie unterschrieben haben, gezeichnet oder eingescannt

Das Paket ist eine mit AES-256 verschlüsselte ZIP-Datei. 7-Zip (7z x DATEI) und bsdtar (bsdtar -xf DATEI) öffnen sie mit der Passphrase, die Ihnen getrennt mitgeteilt wurde.
</translation>
    </message>
</context>
<context>
    <name>gatehouse::Console</name>
    <message>
        <source>Not saved yet: %1. It is thrown away when somebody else takes over.</source>
        <translation>Noch nicht gespeichert: %1. Es geht verloren, wenn jemand anderes übernimmt.</translation>
    </message>
    <message>
        <source>Sign out and stop the lanes?</source>
        <translation>Abmelden und Spuren anhalten?</translation>
    </message>
    <message>
        <source>Nobody is recognised and no gate opens by itself until somebody signs in. To step away, lock the screen instead (Ctrl+L).</source>
        <translation>Bis zur nächsten Anmeldung wird niemand erkannt und keine Schranke öffnet von selbst. Wer nur kurz weggeht, sperrt den Bildschirm (Strg+L).</translation>
    </message>
    <message>
        <source>Not saved yet: %1.</source>
        <translation>Noch nicht gespeichert: %1.</translation>
    </message>
    <message>
        <source>Sign out</source>
        <translation>Abmelden</translation>
    </message>
    <message>
        <source>Close the console and stop the lanes?</source>
        <translation>Konsole schließen und Spuren anhalten?</translation>
    </message>
    <message>
        <source>Nobody is recognised and no gate opens by itself until the console runs again.</source>
        <translation>Bis die Konsole wieder läuft, wird niemand erkannt und keine Schranke öffnet von selbst.</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message numerus="yes">
        <source>▲ %n at the gate wait(s) for you</source>
        <translation>
            <numerusform>▲ %n Rückfrage an den Spuren wartet auf Sie</numerusform>
            <numerusform>▲ %n Rückfragen an den Spuren warten auf Sie</numerusform>
        </translation>
    </message>
    <message>
        <source>The backup was brought back. Sign in to go on.</source>
        <translation>Die Sicherung wurde zurückgespielt. Melden Sie sich an, um weiterzuarbeiten.</translation>
    </message>
    <message>
        <source>You have taken over. The audit trail ends at %1, signed by the site.</source>
        <translation>Sie haben übernommen. Das Prüfprotokoll endet bei %1, vom Standort signiert.</translation>
    </message>
</context>
<context>
    <name>gatehouse::EntryScreens</name>
    <message>
        <source>Throw the demo site away?</source>
        <translation>Demo-Standort verwerfen?</translation>
    </message>
    <message>
        <source>Its drawn people, vehicles and events are deleted. Your own site is not touched.</source>
        <translation>Seine gezeichneten Personen, Fahrzeuge und Ereignisse werden gelöscht. Ihr eigener Standort bleibt unberührt.</translation>
    </message>
    <message>
        <source>Throw away</source>
        <translation>Verwerfen</translation>
    </message>
    <message>
        <source>Demo site</source>
        <translation>Demo-Standort</translation>
    </message>
    <message>
        <source>My own site</source>
        <translation>Mein eigener Standort</translation>
    </message>
    <message>
        <source>Throw the demo site away</source>
        <translation>Demo-Standort verwerfen</translation>
    </message>
    <message>
        <source>Print this for the next shift</source>
        <translation>Für die nächste Schicht drucken</translation>
    </message>
</context>
<context>
    <name>gatehouse::ui::AcceptForm</name>
    <message>
        <source>What happened</source>
        <translation>Ablauf</translation>
    </message>
    <message>
        <source>One sentence. It is kept for ever and stands in every export: write no names.</source>
        <translation>Ein Satz. Er bleibt für immer und steht in jedem Export: Bitte keine Namen.</translation>
    </message>
    <message>
        <source>If there is a backup, bring it back instead: it gives the signed history back. This is for a site that has none.</source>
        <translation>Gibt es eine Sicherung, spielen Sie lieber diese zurück: Sie bringt den signierten Verlauf wieder. Dies hier ist für einen Standort, der keine hat.</translation>
    </message>
    <message>
        <source>You both say that the history in this store is to count, although it is not the one the site has signed. From then on the site signs, exports and backs up again.</source>
        <translation>Sie beide sagen, dass der Verlauf in diesem Datenspeicher gelten soll, obwohl er nicht der ist, den der Standort signiert hat. Von da an signiert, exportiert und sichert der Standort wieder.</translation>
    </message>
    <message>
        <source>What does not match stays as it is and is shown for ever, with both of you and your reason, in every check and every export. It cannot be taken back.</source>
        <translation>Was nicht passt, bleibt, wie es ist, und wird für immer gezeigt, mit Ihnen beiden und Ihrem Grund, in jeder Prüfung und jedem Export. Das lässt sich nicht zurücknehmen.</translation>
    </message>
    <message>
        <source>Accept this history?</source>
        <translation>Diesen Verlauf annehmen?</translation>
    </message>
    <message>
        <source>Accept for ever</source>
        <translation>Für immer annehmen</translation>
    </message>
    <message>
        <source>Write a sentence that somebody understands years from now.</source>
        <translation>Bitte einen Satz schreiben, den man auch nach Jahren versteht.</translation>
    </message>
</context>
<context>
    <name>gatehouse::ui::AccountPage</name>
    <message>
        <source>Your passphrase</source>
        <translation>Ihre Passphrase</translation>
    </message>
    <message>
        <source>Your role: %1</source>
        <translation>Ihre Rolle: %1</translation>
    </message>
    <message>
        <source>Passphrase changed.</source>
        <translation>Passphrase geändert.</translation>
    </message>
    <message>
        <source>Account</source>
        <translation>Konto</translation>
    </message>
    <message>
        <source>Your second factor</source>
        <translation>Ihr zweiter Faktor</translation>
    </message>
</context>
<context>
    <name>gatehouse::ui::AdministratorStep</name>
    <message>
        <source>Who administers the site?</source>
        <translation>Wer verwaltet den Standort?</translation>
    </message>
    <message>
        <source>Step 2 of 3. Nobody else knows this passphrase, and there is none built in.</source>
        <translation>Schritt 2 von 3. Diese Passphrase kennt sonst niemand; eine voreingestellte gibt es nicht.</translation>
    </message>
    <message>
        <source>Your name</source>
        <translation>Ihr Name</translation>
    </message>
    <message>
        <source>You sign in with it.</source>
        <translation>Damit melden Sie sich an.</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>Zurück</translation>
    </message>
    <message>
        <source>Making the encrypted store…</source>
        <translation>Verschlüsselter Datenspeicher wird angelegt&#xa0;…</translation>
    </message>
    <message>
        <source>Make the site</source>
        <translation>Standort anlegen</translation>
    </message>
    <message>
        <source>Type your name.</source>
        <translation>Ihren Namen eingeben.</translation>
    </message>
</context>
<context>
    <name>gatehouse::ui::AlarmBar</name>
    <message>
        <source>Details  F9</source>
        <translation>Details  F9</translation>
    </message>
    <message numerus="yes">
        <source>and %n more</source>
        <translation>
            <numerusform>und %n weiterer</numerusform>
            <numerusform>und %n weitere</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>gatehouse::ui::AuditDetail</name>
    <message>
        <source>When</source>
        <translation>Wann</translation>
    </message>
    <message>
        <source>Who</source>
        <translation>Wer</translation>
    </message>
    <message>
        <source>What</source>
        <translation>Was</translation>
    </message>
    <message>
        <source>To</source>
        <translation>Betrifft</translation>
    </message>
    <message>
        <source>Recorded with it</source>
        <translation>Dazu aufgezeichnet</translation>
    </message>
    <message>
        <source>Entry</source>
        <translation>Eintrag</translation>
    </message>
    <message>
        <source>Its hash</source>
        <translation>Hash des Eintrags</translation>
    </message>
    <message>
        <source>Stands on</source>
        <translation>Baut auf</translation>
    </message>
    <message>
        <source>Approved by</source>
        <translation>Genehmigt von</translation>
    </message>
</context>
<context>
    <name>gatehouse::ui::AuditFilters</name>
    <message>
        <source>Period</source>
        <translation>Zeitraum</translation>
    </message>
    <message>
        <source>Any time</source>
        <translation>Gesamter Zeitraum</translation>
    </message>
    <message>
        <source>Today</source>
        <translation>Heute</translation>
    </message>
    <message>
        <source>Yesterday</source>
        <translation>Gestern</translation>
    </message>
    <message>
        <source>Last 7 days</source>
        <translation>Letzte 7 Tage</translation>
    </message>
    <message>
        <source>Last 30 days</source>
        <translation>Letzte 30 Tage</translation>
    </message>
    <message>
        <source>From … to …</source>
        <translation>Von&#xa0;… bis&#xa0;…</translation>
    </message>
    <message>
        <source>First day</source>
        <translation>Erster Tag</translation>
    </message>
    <message>
        <source>Last day</source>
        <translation>Letzter Tag</translation>
    </message>
    <message>
        <source>Action</source>
        <translation>Aktion</translation>
    </message>
    <message>
        <source>Operator</source>
        <translation>Bediener</translation>
    </message>
    <message>
        <source>Everyone</source>
        <translation>Alle Bediener</translation>
    </message>
    <message>
        <source>The system itself</source>
        <translation>Nur das System</translation>
    </message>
    <message>
        <source>Only %1</source>
        <translation>Nur %1</translation>
    </message>
    <message>
        <source>Show everything again</source>
        <translation>Wieder alles anzeigen</translation>
    </message>
    <message>
        <source>Search the trail</source>
        <translation>Prüfprotokoll durchsuchen</translation>
    </message>
    <message>
        <source>Action, number or hash</source>
        <translation>Aktion, Nummer, Hash</translation>
    </message>
</context>
<context>
    <name>gatehouse::ui::AuditPage</name>
    <message>
        <source>Nothing of that kind</source>
        <translation>Nichts gefunden</translation>
    </message>
    <message>
        <source>No entry fits these filters.</source>
        <translation>Kein Eintrag passt zu diesen Filtern.</translation>
    </message>
    <message>
        <source>Show everything</source>
        <translation>Alles anzeigen</translation>
    </message>
    <message>
        <source>Audit trail</source>
        <translation>Prüfprotokoll</translation>
    </message>
    <message>
        <source>Audit</source>
        <translation>Prüfprotokoll</translation>
    </message>
    <message>
        <source>Entry</source>
        <translation>Eintrag</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>Zeit</translation>
    </message>
    <message>
        <source>Operator</source>
        <translation>Bediener</translation>
    </message>
    <message>
        <source>What</source>
        <translation>Was</translation>
    </message>
    <message>
        <source>To</source>
        <translation>Betrifft</translation>
    </message>
    <message>
        <source>Hash</source>
        <translation>Hash</translation>
    </message>
    <message>
        <source>The system</source>
        <translation>Das System</translation>
    </message>
    <message>
        <source>All about %1</source>
        <translation>Alles zu %1</translation>
    </message>
    <message>
        <source>nobody: nobody else could</source>
        <translation>niemandem: Niemand sonst konnte</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Accepted, at entry %L1.</source>
        <translation>Angenommen, bei Eintrag %L1.</translation>
    </message>
    <message>
        <source>Accept…</source>
        <translation>Annehmen…</translation>
    </message>
</context>
<context>
    <name>gatehouse::ui::BackupPage</name>
    <message>
        <source>Take a backup now</source>
        <translation>Jetzt sichern</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Backups</source>
        <translation>Sicherungen</translation>
    </message>
    <message>
        <source>Last good backup</source>
        <translation>Letzte gute Sicherung</translation>
    </message>
    <message>
        <source>In the folder</source>
        <translation>Im Ordner</translation>
    </message>
    <message>
        <source>%1 · %2</source>
        <translation>%1 · %2</translation>
    </message>
    <message>
        <source>Check</source>
        <translation>Prüfen</translation>
    </message>
    <message>
        <source>Rehearse</source>
        <translation>Proben</translation>
    </message>
    <message>
        <source>Reads every byte and compares.</source>
        <translation>Liest jedes Byte und vergleicht.</translation>
    </message>
    <message>
        <source>Restores it in a scratch place, checks all of it and wipes it again.</source>
        <translation>Stellt sie zur Probe wieder her, prüft alles und löscht es wieder.</translation>
    </message>
    <message>
        <source>%1 ago</source>
        <translation>vor %1</translation>
    </message>
    <message>
        <source>None yet</source>
        <translation>Noch keine</translation>
    </message>
    <message>
        <source>next: %1</source>
        <translation>nächste: %1</translation>
    </message>
    <message>
        <source>none is taken by itself</source>
        <translation>es wird keine von selbst gemacht</translation>
    </message>
    <message>
        <source>✕ Rehearsed %1 ago, and it failed: %2</source>
        <translation>✕ Vor %1 geprobt, und es ging nicht: %2</translation>
    </message>
    <message>
        <source>✓ Rehearsed %1 ago</source>
        <translation>✓ Vor %1 geprobt</translation>
    </message>
    <message>
        <source>No restore was rehearsed yet.</source>
        <translation>Es wurde noch keine Wiederherstellung geprobt.</translation>
    </message>
    <message>
        <source>No backup yet.</source>
        <translation>Noch keine Sicherung.</translation>
    </message>
    <message>
        <source>▲ The last good backup is too old.</source>
        <translation>▲ Die letzte gute Sicherung ist zu alt.</translation>
    </message>
    <message>
        <source>▲ The folder for backups is not there. Plug in the drive, or choose another folder.</source>
        <translation>▲ Der Ordner für Sicherungen ist nicht da. Schließen Sie das Laufwerk an oder wählen Sie einen anderen Ordner.</translation>
    </message>
    <message>
        <source>▲ Backups lie on the disk of the store: one fault takes both.</source>
        <translation>▲ Die Sicherungen liegen auf demselben Datenträger wie der Datenspeicher: Ein Fehler nimmt beides.</translation>
    </message>
    <message>
        <source>Backup taken and read back.</source>
        <translation>Sicherung gemacht und zurückgelesen.</translation>
    </message>
    <message>
        <source>The backup is whole and this site&apos;s.</source>
        <translation>Die Sicherung ist ganz und von diesem Standort.</translation>
    </message>
    <message>
        <source>It would come back whole: %1 entries of the trail, in %2 s.</source>
        <translation>Sie käme ganz zurück: %1 Einträge des Prüfprotokolls, in %2 s.</translation>
    </message>
    <message>
        <source>Saved.</source>
        <translation>Gespeichert.</translation>
    </message>
    <message>
        <source>Bring back…</source>
        <translation>Zurückspielen…</translation>
    </message>
    <message>
        <source>Shows what comes and what is lost first. Takes two people, and closes the site.</source>
        <translation>Zeigt zuerst, was kommt und was verloren geht. Braucht zwei Personen und schließt den Standort.</translation>
    </message>
    <message>
        <source>The key ring was copied. Keep it apart from the backups.</source>
        <translation>Der Schlüsselbund wurde kopiert. Bewahren Sie ihn getrennt von den Sicherungen auf.</translation>
    </message>
    <message>
        <source>of this site on another machine</source>
        <translation>dieses Standorts auf einem anderen Rechner</translation>
    </message>
    <message>
        <source>holds what was lost before the history was accepted</source>
        <translation>enthält, was vor der Annahme des Verlaufs verloren ging</translation>
    </message>
</context>
<context>
    <name>gatehouse::ui::BackupPlanForm</name>
    <message>
        <source>Every day, at this time of the site</source>
        <translation>Jeden Tag, zu dieser Zeit des Standorts</translation>
    </message>
    <message>
        <source>Time of the daily backup</source>
        <translation>Zeit der täglichen Sicherung</translation>
    </message>
    <message>
        <source>Newest that stay</source>
        <translation>Neueste, die bleiben</translation>
    </message>
    <message>
        <source>One a day, days</source>
        <translation>Eine je Tag, Tage</translation>
    </message>
    <message>
        <source>One a week, weeks</source>
        <translation>Eine je Woche, Wochen</translation>
    </message>
    <message>
        <source>One a month, months</source>
        <translation>Eine je Monat, Monate</translation>
    </message>
    <message>
        <source>Alarm when the last good one is older than, days</source>
        <translation>Alarm, wenn die letzte gute älter ist als, Tage</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>Speichern</translation>
    </message>
    <message>
        <source>Choose…</source>
        <translation>Wählen …</translation>
    </message>
    <message>
        <source>Folder for backups</source>
        <translation>Ordner für Sicherungen</translation>
    </message>
    <message>
        <source>Folder</source>
        <translation>Ordner</translation>
    </message>
    <message>
        <source>Best on a drive that is not this machine&apos;s, and that leaves the building now and then.</source>
        <translation>Am besten auf einem Laufwerk, das nicht zu diesem Rechner gehört und ab und zu das Gebäude verlässt.</translation>
    </message>
    <message>
        <source>Folder for the key ring&apos;s copy</source>
        <translation>Ordner für die Kopie des Schlüsselbunds</translation>
    </message>
    <message>
        <source>On another drive than the backups. There is one copy; it is renewed when keys are made or destroyed.</source>
        <translation>Auf einem anderen Laufwerk als die Sicherungen. Es gibt eine Kopie; sie wird erneuert, wenn Schlüssel entstehen oder vernichtet werden.</translation>
    </message>
    <message>
        <source>Folder for the copy of the key ring</source>
        <translation>Ordner für die Kopie des Schlüsselbunds</translation>
    </message>
</context>
<context>
    <name>gatehouse::ui::BackupWork</name>
    <message>
        <source>Copying the store: %1 %</source>
        <translation>Der Datenspeicher wird kopiert: %1 %</translation>
    </message>
    <message>
        <source>Checking every page and the trail</source>
        <translation>Jede Seite und das Prüfprotokoll werden geprüft</translation>
    </message>
    <message>
        <source>Writing the file: %1 %</source>
        <translation>Die Datei wird geschrieben: %1 %</translation>
    </message>
    <message>
        <source>Reading it back: %1 %</source>
        <translation>Sie wird zurückgelesen: %1 %</translation>
    </message>
    <message>
        <source>Unpacking in a scratch place: %1 %</source>
        <translation>Wird zur Probe entpackt: %1 %</translation>
    </message>
</context>
<context>
    <name>gatehouse::ui::Banner</name>
    <message>
        <source>Hide this message</source>
        <translation>Meldung ausblenden</translation>
    </message>
</context>
<context>
    <name>gatehouse::ui::BottomBar</name>
    <message>
        <source>Lock  Ctrl+L</source>
        <translation>Sperren  Strg+L</translation>
    </message>
    <message>
        <source>Change operator  Ctrl+U</source>
        <translation>Bedienerwechsel  Strg+U</translation>
    </message>
    <message>
        <source>Find  Ctrl+K</source>
        <translation>Suchen  Strg+K</translation>
    </message>
    <message>
        <source>Help  F1</source>
        <translation>Hilfe  F1</translation>
    </message>
    <message>
        <source>Sign out</source>
        <translation>Abmelden</translation>
    </message>
    <message>
        <source>Display and sound</source>
        <translation>Anzeige und Ton</translation>
    </message>
</context>
<context>
    <name>gatehouse::ui::BringBackForm</name>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Look again</source>
        <translation>Noch einmal prüfen</translation>
    </message>
    <message>
        <source>Asking for the second person&apos;s approval…</source>
        <translation>Die Genehmigung der zweiten Person wird eingeholt…</translation>
    </message>
</context>
<context>
    <name>gatehouse::ui::CameraForm</name>
    <message>
        <source>Change camera</source>
        <translation>Kamera ändern</translation>
    </message>
    <message>
        <source>New camera</source>
        <translation>Neue Kamera</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>Speichern</translation>
    </message>
    <message>
        <source>Add camera</source>
        <translation>Kamera hinzufügen</translation>
    </message>
    <message>
        <source>Choose…</source>
        <translation>Wählen&#xa0;…</translation>
    </message>
    <message>
        <source>The camera is in use</source>
        <translation>Kamera ist aktiv</translation>
    </message>
    <message>
        <source>Try it out</source>
        <translation>Testen</translation>
    </message>
    <message>
        <source>Try it out to see its picture here.</source>
        <translation>Testen, um hier das Bild zu sehen.</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>What guards call it: north gate, door A.</source>
        <translation>So nennt sie der Wachdienst: Tor Nord, Tür A.</translation>
    </message>
    <message>
        <source>Give a name of at most 60 letters.</source>
        <translation>Einen Namen mit höchstens 60 Zeichen angeben.</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>Art</translation>
    </message>
    <message>
        <source>Address</source>
        <translation>Adresse</translation>
    </message>
    <message>
        <source>This does not fit the kind of camera. RTSP begins with rtsp://, MJPEG with http://; files need a whole path.</source>
        <translation>Das passt nicht zur Kameraart. RTSP beginnt mit rtsp://, MJPEG mit http://; Dateien brauchen den vollständigen Pfad.</translation>
    </message>
    <message>
        <source>Camera of this machine</source>
        <translation>Kamera an diesem Rechner</translation>
    </message>
    <message>
        <source>rtsp://name:password@host/path. It is kept in the encrypted store only.</source>
        <translation>rtsp://name:passwort@host/pfad. Steht nur im verschlüsselten Datenspeicher.</translation>
    </message>
    <message>
        <source>http://name:password@host/path. It is kept in the encrypted store only.</source>
        <translation>http://name:passwort@host/pfad. Steht nur im verschlüsselten Datenspeicher.</translation>
    </message>
    <message>
        <source>A video file, played over and over.</source>
        <translation>Eine Videodatei, in Schleife abgespielt.</translation>
    </message>
    <message>
        <source>A folder of pictures, shown one after the other.</source>
        <translation>Ein Bilderordner, Bild für Bild gezeigt.</translation>
    </message>
    <message>
        <source>None is plugged in. Plug one in and it appears here.</source>
        <translation>Keine angeschlossen. Nach dem Einstecken erscheint sie hier.</translation>
    </message>
    <message>
        <source>Video file</source>
        <translation>Videodatei</translation>
    </message>
    <message>
        <source>Videos (*.mp4 *.mkv *.avi *.mov)</source>
        <translation>Videos (*.mp4 *.mkv *.avi *.mov)</translation>
    </message>
    <message>
        <source>Folder of pictures</source>
        <translation>Bilderordner</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Erneut versuchen</translation>
    </message>
    <message>
        <source>Say where its pictures come from.</source>
        <translation>Angeben, woher die Bilder kommen.</translation>
    </message>
    <message>
        <source>What it looks at</source>
        <translation>Was sie zeigt</translation>
    </message>
    <message>
        <source>For the impact assessment. Public ground needs a good reason.</source>
        <translation>Für die Folgenabschätzung. Öffentlicher Grund braucht einen guten Grund.</translation>
    </message>
</context>
<context>
    <name>gatehouse::ui::CameraTile</name>
    <message>
        <source>Camera %1</source>
        <translation>Kamera %1</translation>
    </message>
    <message>
        <source>waiting for the first picture</source>
        <translation>wartet auf das erste Bild</translation>
    </message>
    <message>
        <source>failed</source>
        <translation>gestört</translation>
    </message>
    <message>
        <source>not clear</source>
        <translation>unklar</translation>
    </message>
    <message>
        <source>unknown</source>
        <translation>unbekannt</translation>
    </message>
</context>
<context>
    <name>gatehouse::ui::CameraWall</name>
    <message>
        <source>Earlier cameras</source>
        <translation>Vorherige Kameras</translation>
    </message>
    <message>
        <source>Further cameras</source>
        <translation>Weitere Kameras</translation>
    </message>
    <message>
        <source>One camera</source>
        <translation>Eine Kamera</translation>
    </message>
    <message>
        <source>Four cameras</source>
        <translation>Vier Kameras</translation>
    </message>
    <message>
        <source>Nine cameras</source>
        <translation>Neun Kameras</translation>
    </message>
    <message>
        <source>%1–%2 of %3</source>
        <translation>%1–%2 von %3</translation>
    </message>
    <message>
        <source>No camera is running.</source>
        <translation>Keine Kamera läuft.</translation>
    </message>
</context>
<context>
    <name>gatehouse::ui::CaptureStep</name>
    <message>
        <source>From file…</source>
        <translation>Aus Datei&#xa0;…</translation>
    </message>
    <message>
        <source>Take picture</source>
        <translation>Aufnehmen</translation>
    </message>
    <message>
        <source>Three to five sharp pictures, each a little different: straight ahead, a little left, a little right.</source>
        <translation>Drei bis fünf scharfe Bilder, jedes etwas anders: geradeaus, etwas nach links, etwas nach rechts.</translation>
    </message>
    <message>
        <source>Camera</source>
        <translation>Kamera</translation>
    </message>
    <message>
        <source>No camera</source>
        <translation>Keine Kamera</translation>
    </message>
    <message>
        <source>Choose a camera the person stands before, or a picture file.</source>
        <translation>Kamera wählen, vor der die Person steht, oder eine Bilddatei.</translation>
    </message>
    <message>
        <source>Picture of the person</source>
        <translation>Bild der Person</translation>
    </message>
    <message>
        <source>Pictures (*.jpg *.jpeg *.png *.bmp *.webp)</source>
        <translation>Bilder (*.jpg *.jpeg *.png *.bmp *.webp)</translation>
    </message>
    <message>
        <source>Waiting for the camera&apos;s picture.</source>
        <translation>Warten auf das Kamerabild.</translation>
    </message>
    <message>
        <source>The camera has sent no picture yet.</source>
        <translation>Die Kamera hat noch kein Bild gesendet.</translation>
    </message>
    <message>
        <source>Good to take: quality %1 %.</source>
        <translation>Aufnahme möglich: Qualität %1 %.</translation>
    </message>
    <message>
        <source>Taken: quality %1 %.</source>
        <translation>Aufgenommen: Qualität %1 %.</translation>
    </message>
    <message>
        <source>Leave this picture out</source>
        <translation>Dieses Bild weglassen</translation>
    </message>
    <message>
        <source>Looking at the picture…</source>
        <translation>Bild wird geprüft&#xa0;…</translation>
    </message>
    <message>
        <source>Ten pictures are the most a person can have.</source>
        <translation>Höchstens zehn Bilder je Person.</translation>
    </message>
    <message>
        <source>%1 But it looks very much like %2, who is enrolled already. Is it the same person?</source>
        <translation>%1 Es ähnelt aber stark %2 (bereits erfasst). Ist es dieselbe Person?</translation>
    </message>
</context>
<context>
    <name>gatehouse::ui::CertificateDetail</name>
    <message>
        <source>The signature is this site&apos;s.</source>
        <translation>Die Signatur ist die dieses Standorts.</translation>
    </message>
    <message>
        <source>The signature does not fit!</source>
        <translation>Die Signatur passt nicht!</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>Zeit</translation>
    </message>
    <message>
        <source>By</source>
        <translation>Durch</translation>
    </message>
    <message>
        <source>the program itself</source>
        <translation>das Programm selbst</translation>
    </message>
    <message>
        <source>%1 deleted (kept %2)</source>
        <translation>%1 gelöscht (Frist %2)</translation>
    </message>
    <message>
        <source>Keys destroyed</source>
        <translation>Vernichtete Schlüssel</translation>
    </message>
    <message>
        <source>Face templates</source>
        <translation>Gesichtstemplates</translation>
    </message>
    <message>
        <source>Pictures</source>
        <translation>Bilder</translation>
    </message>
    <message>
        <source>Audit entries</source>
        <translation>Einträge im Prüfprotokoll</translation>
    </message>
    <message>
        <source>Head of the audit trail</source>
        <translation>Kopf des Prüfprotokolls</translation>
    </message>
    <message>
        <source>somebody was erased</source>
        <translation>jemand wurde gelöscht</translation>
    </message>
    <message>
        <source>nothing was overdue</source>
        <translation>nichts war überfällig</translation>
    </message>
    <message>
        <source>%1 deleted</source>
        <translation>%1 gelöscht</translation>
    </message>
    <message>
        <source>What was deleted still lies, encrypted, in the log of the store: somebody was reading at %1. The program tries again by itself.</source>
        <translation>Gelöschtes liegt noch verschlüsselt im Logbuch des Datenspeichers: Um %1 wurde gerade gelesen. Das Programm versucht es von selbst erneut.</translation>
    </message>
    <message>
        <source>This run was stopped before it had looked at everything. The next one goes on.</source>
        <translation>Dieser Lauf wurde beendet, bevor alles geprüft war. Der nächste macht weiter.</translation>
    </message>
    <message>
        <source>%1 deleted, %2 overdue remained (kept %3)</source>
        <translation>%1 gelöscht, %2 blieben überfällig (Aufbewahrung %3)</translation>
    </message>
    <message>
        <source>%1 deleted, then stopped</source>
        <translation>%1 gelöscht, dann beendet</translation>
    </message>
</context>
<context>
    <name>gatehouse::ui::ChainCheck</name>
    <message>
        <source>Check the chain</source>
        <translation>Kette prüfen</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Recomputes every entry from the first one on. Nothing else waits for it.</source>
        <translation>Berechnet jeden Eintrag ab dem ersten neu. Nichts anderes wartet darauf.</translation>
    </message>
    <message>
        <source>Progress of the check</source>
        <translation>Fortschritt der Prüfung</translation>
    </message>
    <message>
        <source>Not finished.</source>
        <translation>Nicht abgeschlossen.</translation>
    </message>
    <message>
        <source>%L1 of %L2 entries, %3 left</source>
        <translation>%L1 von %L2 Einträgen, noch %3</translation>
    </message>
    <message>
        <source>Entry %L1 was changed, removed or moved.</source>
        <translation>Eintrag %L1 wurde geändert, entfernt oder verschoben.</translation>
    </message>
    <message>
        <source>Checking…</source>
        <translation>Wird geprüft&#xa0;…</translation>
    </message>
    <message>
        <source>Checking the signatures…</source>
        <translation>Signaturen werden geprüft …</translation>
    </message>
    <message>
        <source>Whole: %L1 entries, signatures: %L2</source>
        <translation>Lückenlos: %L1 Einträge, Signaturen: %L2</translation>
    </message>
    <message>
        <source>Note this to find out later whether the end was cut off: entry %1, hash %2. The site signs with the key %3.</source>
        <translation>Notieren Sie das, um später zu erkennen, ob das Ende abgeschnitten wurde: Eintrag %1, Hash %2. Der Standort signiert mit dem Schlüssel %3.</translation>
    </message>
    <message>
        <source>A signature does not fit: entries were changed or removed.</source>
        <translation>Eine Signatur passt nicht: Einträge wurden geändert oder entfernt.</translation>
    </message>
    <message>
        <source>Whole: entries %L1 to %L2, signatures: %L3</source>
        <translation>Lückenlos: Einträge %L1 bis %L2, Signaturen: %L3</translation>
    </message>
    <message>
        <source>Entries 1 to %L1 were removed when their time was over, and the site signed that.</source>
        <translation>Die Einträge 1 bis %L1 wurden nach Ablauf ihrer Frist entfernt; der Standort hat das signiert.</translation>
    </message>
    <message>
        <source>%1; accepted at entry %L2</source>
        <translation>%1; angenommen bei Eintrag %L2</translation>
    </message>
</context>
<context>
    <name>gatehouse::ui::CloseForm</name>
    <message>
        <source>Note</source>
        <translation>Notiz</translation>
    </message>
    <message>
        <source>What was done and when it was told; with a refusal its reasons and how to complain.</source>
        <translation>Was getan und wann es mitgeteilt wurde; bei Ablehnung die Gründe und der Beschwerdeweg.</translation>
    </message>
    <message>
        <source>How it ended</source>
        <translation>Ausgang</translation>
    </message>
    <message>
        <source>Close request %1</source>
        <translation>Antrag %1 abschließen</translation>
    </message>
    <message>
        <source>Write down why it is refused: they must be told.</source>
        <translation>Schreiben Sie auf, warum abgelehnt wird: Es muss mitgeteilt werden.</translation>
    </message>
    <message>
        <source>Close the request</source>
        <translation>Antrag abschließen</translation>
    </message>
</context>
<context>
    <name>gatehouse::ui::ConsentStep</name>
    <message>
        <source>%1 has read this and agrees</source>
        <translation>%1 hat dies gelesen und willigt ein</translation>
    </message>
    <message>
        <source>Show or read this notice to the person, in the language they understand. Nobody has to agree: a plate, a pass or the guard do the same.</source>
        <translation>Der Person diesen Hinweis in einer ihr verständlichen Sprache zeigen oder vorlesen. Niemand muss einwilligen: Kennzeichen, Ausweis oder Wachdienst leisten dasselbe.</translation>
    </message>
    <message>
        <source>Language of the notice</source>
        <translation>Sprache des Hinweises</translation>
    </message>
    <message>
        <source>Print</source>
        <translation>Drucken</translation>
    </message>
    <message>
        <source>Notice</source>
        <translation>Hinweis</translation>
    </message>
    <message>
        <source>How they agreed</source>
        <translation>Art der Einwilligung</translation>
    </message>
    <message>
        <source>For a child under 14 the guardian agrees. Keep the signed paper.</source>
        <translation>Für Kinder unter 14 willigen die Sorgeberechtigten ein. Das unterschriebene Blatt aufbewahren.</translation>
    </message>
    <message>
        <source>Notice on face recognition</source>
        <translation>Hinweis zur Gesichtserkennung</translation>
    </message>
    <message>
        <source>This person is under 14: a parent or guardian decides and signs.</source>
        <translation>Diese Person ist unter 14: Sorgeberechtigte entscheiden und unterschreiben.</translation>
    </message>
    <message>
        <source>Name of the guardian</source>
        <translation>Name der Sorgeberechtigten</translation>
    </message>
    <message>
        <source>Clear the signature</source>
        <translation>Unterschrift löschen</translation>
    </message>
    <message>
        <source>Attach the signed form…</source>
        <translation>Unterschriebenes Formular anhängen …</translation>
    </message>
    <message>
        <source>Signed form</source>
        <translation>Unterschriebenes Formular</translation>
    </message>
    <message>
        <source>Scanned forms (*.pdf *.png *.jpg *.jpeg)</source>
        <translation>Gescannte Formulare (*.pdf *.png *.jpg *.jpeg)</translation>
    </message>
    <message>
        <source>This file is no PDF or picture of at most 8 MB.</source>
        <translation>Diese Datei ist weder PDF noch Bild von höchstens 8 MB.</translation>
    </message>
    <message>
        <source>%1 attached; it is kept sealed in the store, the file can go.</source>
        <translation>%1 angehängt; es liegt versiegelt im Datenspeicher, die Datei kann weg.</translation>
    </message>
    <message>
        <source>The notice is missing.</source>
        <translation>Der Hinweis fehlt.</translation>
    </message>
    <message>
        <source>Choose what they agree to.</source>
        <translation>Wählen Sie, worin die Person einwilligt.</translation>
    </message>
    <message>
        <source>The signature is missing.</source>
        <translation>Die Unterschrift fehlt.</translation>
    </message>
    <message>
        <source>The name of the guardian is missing.</source>
        <translation>Der Name der Sorgeberechtigten fehlt.</translation>
    </message>
    <message>
        <source>The guardian&apos;s signature is missing.</source>
        <translation>Die Unterschrift der Sorgeberechtigten fehlt.</translation>
    </message>
    <message>
        <source>The guardian has read this and agrees</source>
        <translation>Die Sorgeberechtigten haben dies gelesen und willigen ein</translation>
    </message>
</context>
<context>
    <name>gatehouse::ui::ConsoleWindow</name>
    <message>
        <source>Language and display</source>
        <translation>Sprache und Anzeige</translation>
    </message>
</context>
<context>
    <name>gatehouse::ui::DataTable</name>
    <message>
        <source>Choose columns</source>
        <translation>Spalten wählen</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Erneut versuchen</translation>
    </message>
    <message>
        <source>The list is too long to sort. Narrow it with the filters first.</source>
        <translation>Die Liste ist zu lang zum Sortieren. Zuerst mit den Filtern eingrenzen.</translation>
    </message>
    <message>
        <source>Loading…</source>
        <translation>Wird geladen&#xa0;…</translation>
    </message>
    <message numerus="yes">
        <source>%n row(s) loaded, scroll for more</source>
        <translation>
            <numerusform>%n Zeile geladen, weiter mit Blättern</numerusform>
            <numerusform>%n Zeilen geladen, weiter mit Blättern</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n row(s)</source>
        <translation>
            <numerusform>%n Zeile</numerusform>
            <numerusform>%n Zeilen</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>gatehouse::ui::DevicesPage</name>
    <message>
        <source>Cameras and lanes</source>
        <translation>Kameras und Spuren</translation>
    </message>
    <message>
        <source>Add camera</source>
        <translation>Kamera hinzufügen</translation>
    </message>
    <message>
        <source>Add lane</source>
        <translation>Spur hinzufügen</translation>
    </message>
    <message>
        <source>Add gate</source>
        <translation>Schranke hinzufügen</translation>
    </message>
    <message>
        <source>Devices</source>
        <translation>Geräte</translation>
    </message>
    <message>
        <source>Lanes</source>
        <translation>Spuren</translation>
    </message>
    <message>
        <source>Cameras</source>
        <translation>Kameras</translation>
    </message>
    <message>
        <source>No camera yet</source>
        <translation>Noch keine Kamera</translation>
    </message>
    <message>
        <source>Network cameras (RTSP, MJPEG), cameras of this machine, video files and folders of pictures.</source>
        <translation>Netzwerkkameras (RTSP, MJPEG), Kameras an diesem Rechner, Videodateien und Bilderordner.</translation>
    </message>
    <message>
        <source>No lane yet</source>
        <translation>Noch keine Spur</translation>
    </message>
    <message>
        <source>A lane is a camera, what it looks for, where it leads and what it opens.</source>
        <translation>Eine Spur ist eine Kamera, was sie erkennt, wohin sie führt und was sie öffnet.</translation>
    </message>
    <message>
        <source>Gates</source>
        <translation>Schranken</translation>
    </message>
    <message>
        <source>No gate yet</source>
        <translation>Noch keine Schranke</translation>
    </message>
    <message>
        <source>A barrier or door that lanes open through a Modbus TCP relay, or a simulated one to begin with.</source>
        <translation>Eine Schranke oder Tür, die Spuren über ein Modbus-TCP-Relais öffnen, oder zunächst eine simulierte.</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>Entfernen</translation>
    </message>
    <message>
        <source>Change</source>
        <translation>Ändern</translation>
    </message>
    <message>
        <source>Remove the camera %1?</source>
        <translation>Kamera %1 entfernen?</translation>
    </message>
    <message>
        <source>Its address is lost. Lanes that watch it must be changed first.</source>
        <translation>Ihre Adresse geht verloren. Spuren mit dieser Kamera müssen zuerst geändert werden.</translation>
    </message>
    <message>
        <source>Remove the lane %1?</source>
        <translation>Spur %1 entfernen?</translation>
    </message>
    <message>
        <source>It no longer watches or opens anything. Its events stay.</source>
        <translation>Sie beobachtet und öffnet nichts mehr. Ihre Ereignisse bleiben.</translation>
    </message>
    <message>
        <source>Remove the gate %1?</source>
        <translation>Schranke %1 entfernen?</translation>
    </message>
    <message>
        <source>How it is reached is lost. Lanes that open it must be changed first.</source>
        <translation>Ihre Anbindung geht verloren. Spuren, die sie öffnen, müssen zuerst geändert werden.</translation>
    </message>
    <message>
        <source>A lane still uses it. Change or remove that lane first.</source>
        <translation>Eine Spur verwendet das Gerät noch. Zuerst die Spur ändern oder entfernen.</translation>
    </message>
</context>
<context>
    <name>gatehouse::ui::DisplayBody</name>
    <message>
        <source>Night</source>
        <translation>Nacht</translation>
    </message>
    <message>
        <source>Day</source>
        <translation>Tag</translation>
    </message>
    <message>
        <source>High contrast</source>
        <translation>Hoher Kontrast</translation>
    </message>
    <message>
        <source>Theme</source>
        <translation>Farbschema</translation>
    </message>
    <message>
        <source>As the system</source>
        <translation>Wie das System</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>Sprache</translation>
    </message>
    <message>
        <source>Size of everything</source>
        <translation>Größe der Anzeige</translation>
    </message>
    <message>
        <source>Lock by itself after</source>
        <translation>Automatisch sperren nach</translation>
    </message>
    <message>
        <source>Minutes without a touch. The lanes go on while the screen is locked.</source>
        <translation>Minuten ohne Bedienung. Die Spuren arbeiten bei gesperrtem Bildschirm weiter.</translation>
    </message>
    <message>
        <source>Not saved yet: %1. Save it or put it away first; this change would lose it.</source>
        <translation>Noch nicht gespeichert: %1. Bitte zuerst speichern oder verwerfen; diese Änderung würde es löschen.</translation>
    </message>
    <message>
        <source>Larger sizes need a larger screen or window.</source>
        <translation>Größere Stufen brauchen einen größeren Bildschirm oder ein größeres Fenster.</translation>
    </message>
</context>
<context>
    <name>gatehouse::ui::DrillPage</name>
    <message>
        <source>Run the drill</source>
        <translation>Probe starten</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>What would a thief hold?</source>
        <translation>Was hätte ein Dieb in der Hand?</translation>
    </message>
    <message>
        <source>The drill makes a site that exists only for this, plants people who do not exist, works through everything the program can do, and looks through all it has written. Then it checks the files, keys, audit trail and copies of this site. Lanes go on meanwhile.</source>
        <translation>Die Probe legt einen Standort an, den es nur hierfür gibt, und darin Menschen, die es nicht gibt, spielt alles durch, was das Programm kann, und durchsucht alles, was es geschrieben hat. Dann prüft sie Dateien, Schlüssel, Prüfprotokoll und Kopien dieses Standorts. Die Spuren laufen weiter.</translation>
    </message>
    <message>
        <source>Drill</source>
        <translation>Probe</translation>
    </message>
    <message>
        <source>How much is planted</source>
        <translation>Wie viel ausgelegt wird</translation>
    </message>
    <message>
        <source>%L1 planted</source>
        <translation>%L1 ausgelegt</translation>
    </message>
    <message>
        <source>Progress of the drill</source>
        <translation>Fortschritt der Probe</translation>
    </message>
    <message>
        <source>The drill was not finished: it says nothing.</source>
        <translation>Die Probe wurde nicht beendet: Sie sagt nichts aus.</translation>
    </message>
    <message>
        <source>To put right</source>
        <translation>In Ordnung zu bringen</translation>
    </message>
    <message>
        <source>%1 (%2)</source>
        <translation>%1 (%2)</translation>
    </message>
    <message>
        <source>What a thief of this machine would carry away</source>
        <translation>Was ein Dieb dieses Rechners mitnähme</translation>
    </message>
    <message>
        <source>To know</source>
        <translation>Zu wissen</translation>
    </message>
</context>
<context>
    <name>gatehouse::ui::EnrolForm</name>
    <message>
        <source>1  Consent</source>
        <translation>1  Einwilligung</translation>
    </message>
    <message>
        <source>2  Pictures</source>
        <translation>2  Bilder</translation>
    </message>
    <message>
        <source>Enrol %1</source>
        <translation>%1 erfassen</translation>
    </message>
    <message>
        <source>Record consent only</source>
        <translation>Nur Einwilligung erfassen</translation>
    </message>
    <message>
        <source>Enrol</source>
        <translation>Erfassen</translation>
    </message>
    <message numerus="yes">
        <source>Enrol with %n picture(s)</source>
        <translation>
            <numerusform>Mit %n Bild erfassen</numerusform>
            <numerusform>Mit %n Bildern erfassen</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>gatehouse::ui::EraseForm</name>
    <message>
        <source>Keys are destroyed, so that older copies give back nothing either. Passages keep time, lane and decision without name, plate and pictures. Nothing of it can be brought back.</source>
        <translation>Schlüssel werden vernichtet, sodass auch ältere Kopien nichts zurückgeben. Durchgänge behalten Zeit, Spur und Entscheidung ohne Name, Kennzeichen und Bilder. Nichts davon lässt sich zurückholen.</translation>
    </message>
    <message>
        <source>Type %1 to make sure</source>
        <translation>Zur Sicherheit %1 eingeben</translation>
    </message>
    <message>
        <source>Erase %1?</source>
        <translation>%1 löschen?</translation>
    </message>
    <message>
        <source>Erased. Certificate %1 is the proof.</source>
        <translation>Gelöscht. Bescheinigung %1 ist der Nachweis.</translation>
    </message>
    <message>
        <source>Erase for good</source>
        <translation>Endgültig löschen</translation>
    </message>
</context>
<context>
    <name>gatehouse::ui::EventDetail</name>
    <message>
        <source>removed after its time</source>
        <translation>nach Fristablauf gelöscht</translation>
    </message>
    <message>
        <source>seen</source>
        <translation>gesehen</translation>
    </message>
    <message>
        <source>on file</source>
        <translation>hinterlegt</translation>
    </message>
    <message>
        <source>whole picture</source>
        <translation>Gesamtbild</translation>
    </message>
    <message>
        <source>second best: %1</source>
        <translation>Zweitbeste: %1</translation>
    </message>
    <message>
        <source>Event</source>
        <translation>Ereignis</translation>
    </message>
</context>
<context>
    <name>gatehouse::ui::EventFeed</name>
    <message>
        <source>All</source>
        <translation>Alle</translation>
    </message>
    <message>
        <source>Asks</source>
        <translation>Rückfragen</translation>
    </message>
    <message>
        <source>Refused</source>
        <translation>Abgelehnt</translation>
    </message>
    <message>
        <source>People</source>
        <translation>Personen</translation>
    </message>
    <message>
        <source>Cars</source>
        <translation>Fahrzeuge</translation>
    </message>
    <message>
        <source>Plate, name or lane</source>
        <translation>Kennzeichen, Name, Spur</translation>
    </message>
    <message>
        <source>Filter the events</source>
        <translation>Ereignisse filtern</translation>
    </message>
    <message>
        <source>Events</source>
        <translation>Ereignisse</translation>
    </message>
    <message>
        <source>Nothing has happened yet. Cars and people the lanes see appear here.</source>
        <translation>Noch keine Ereignisse. Hier erscheinen Fahrzeuge und Personen, die an den Spuren gesehen werden.</translation>
    </message>
    <message>
        <source>Nothing passes this filter.</source>
        <translation>Nichts entspricht diesem Filter.</translation>
    </message>
</context>
<context>
    <name>gatehouse::ui::EventFilters</name>
    <message>
        <source>Time</source>
        <translation>Zeit</translation>
    </message>
    <message>
        <source>All time</source>
        <translation>Gesamter Zeitraum</translation>
    </message>
    <message>
        <source>Lane</source>
        <translation>Spur</translation>
    </message>
    <message>
        <source>Every lane</source>
        <translation>Alle Spuren</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>Art</translation>
    </message>
    <message>
        <source>Everything</source>
        <translation>Alles</translation>
    </message>
    <message>
        <source>Decision</source>
        <translation>Entscheidung</translation>
    </message>
    <message>
        <source>Any decision</source>
        <translation>Alle Entscheidungen</translation>
    </message>
    <message>
        <source>Plate or name</source>
        <translation>Suchen</translation>
    </message>
    <message>
        <source>Today</source>
        <translation>Heute</translation>
    </message>
    <message>
        <source>Yesterday</source>
        <translation>Gestern</translation>
    </message>
    <message>
        <source>Last 7 days</source>
        <translation>Letzte 7 Tage</translation>
    </message>
    <message>
        <source>Last 30 days</source>
        <translation>Letzte 30 Tage</translation>
    </message>
    <message>
        <source>One day…</source>
        <translation>Ein Tag&#xa0;…</translation>
    </message>
    <message>
        <source>Day</source>
        <translation>Tag</translation>
    </message>
    <message>
        <source>asked</source>
        <translation>Rückfrage</translation>
    </message>
    <message>
        <source>From … until …</source>
        <translation>Von … bis …</translation>
    </message>
    <message>
        <source>From</source>
        <translation>Von</translation>
    </message>
    <message>
        <source>Until</source>
        <translation>Bis</translation>
    </message>
</context>
<context>
    <name>gatehouse::ui::EventStory</name>
    <message>
        <source>What was recognised</source>
        <translation>Was erkannt wurde</translation>
    </message>
    <message>
        <source>The whole picture</source>
        <translation>Gesamtbild</translation>
    </message>
    <message>
        <source>No picture was kept.</source>
        <translation>Es wurde kein Bild gespeichert.</translation>
    </message>
    <message>
        <source>The picture&apos;s time is over: it was deleted.</source>
        <translation>Die Aufbewahrungsfrist ist abgelaufen: Bild gelöscht.</translation>
    </message>
    <message>
        <source>The picture cannot be read.</source>
        <translation>Das Bild kann nicht gelesen werden.</translation>
    </message>
    <message>
        <source>When</source>
        <translation>Wann</translation>
    </message>
    <message>
        <source>Lane</source>
        <translation>Spur</translation>
    </message>
    <message>
        <source>Region</source>
        <translation>Region</translation>
    </message>
    <message>
        <source>Vehicle</source>
        <translation>Fahrzeug</translation>
    </message>
    <message>
        <source>Owner</source>
        <translation>Halter</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>Art</translation>
    </message>
    <message>
        <source>Show this person</source>
        <translation>Person anzeigen</translation>
    </message>
    <message>
        <source>Show this vehicle</source>
        <translation>Fahrzeug anzeigen</translation>
    </message>
    <message>
        <source>How sure</source>
        <translation>Wie sicher</translation>
    </message>
    <message>
        <source>Result</source>
        <translation>Ergebnis</translation>
    </message>
    <message>
        <source>Confidence</source>
        <translation>Sicherheit</translation>
    </message>
    <message>
        <source>%1, needs %2</source>
        <translation>%1, nötig %2</translation>
    </message>
    <message>
        <source>Next best</source>
        <translation>Zweitbeste</translation>
    </message>
    <message>
        <source>Reads</source>
        <translation>Lesungen</translation>
    </message>
    <message>
        <source>%1 of %2 agree</source>
        <translation>%1 von %2 gleich</translation>
    </message>
    <message>
        <source>Alive</source>
        <translation>Lebend</translation>
    </message>
    <message>
        <source>In the way</source>
        <translation>Hinderlich</translation>
    </message>
    <message>
        <source>What happened</source>
        <translation>Ablauf</translation>
    </message>
</context>
<context>
    <name>gatehouse::ui::EventsPage</name>
    <message>
        <source>Events</source>
        <translation>Ereignisse</translation>
    </message>
    <message>
        <source>Nothing found</source>
        <translation>Nichts gefunden</translation>
    </message>
    <message>
        <source>No event fits these filters.</source>
        <translation>Kein Ereignis passt zu diesen Filtern.</translation>
    </message>
    <message>
        <source>Show everything</source>
        <translation>Alles anzeigen</translation>
    </message>
    <message>
        <source>Nothing happened yet</source>
        <translation>Noch keine Ereignisse</translation>
    </message>
    <message>
        <source>Whatever the lanes recognise, decide and open stands here, with its pictures.</source>
        <translation>Hier steht mit Bildern, was die Spuren erkennen, entscheiden und öffnen.</translation>
    </message>
    <message>
        <source>Event</source>
        <translation>Ereignis</translation>
    </message>
    <message numerus="yes">
        <source>Show %n new</source>
        <translation>
            <numerusform>%n neues zeigen</numerusform>
            <numerusform>%n neue zeigen</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>gatehouse::ui::EvidencePicture</name>
    <message>
        <source>See it larger (Enter)</source>
        <translation>Größer ansehen (Eingabe)</translation>
    </message>
</context>
<context>
    <name>gatehouse::ui::ExportForm</name>
    <message>
        <source>A ZIP file encrypted with AES-256: a report to read, the same for machines, and the pictures, in which other people&apos;s faces and plates are made unrecognisable. 7-Zip and bsdtar open it.</source>
        <translation>Eine mit AES-256 verschlüsselte ZIP-Datei: ein Bericht zum Lesen, dasselbe für Maschinen und die Bilder, in denen Gesichter und Kennzeichen anderer unkenntlich sind. 7-Zip und bsdtar öffnen sie.</translation>
    </message>
    <message>
        <source>Making others unrecognisable: picture %1 of %2</source>
        <translation>Andere werden unkenntlich gemacht: Bild %1 von %2</translation>
    </message>
    <message>
        <source>Export: %1</source>
        <translation>Export: %1</translation>
    </message>
    <message>
        <source>Save the package</source>
        <translation>Paket speichern</translation>
    </message>
    <message>
        <source>ZIP archives (*.zip)</source>
        <translation>ZIP-Archive (*.zip)</translation>
    </message>
    <message>
        <source>Asking for the second person&apos;s approval…</source>
        <translation>Genehmigung der zweiten Person wird eingeholt…</translation>
    </message>
    <message>
        <source>Reading what is held…</source>
        <translation>Gespeichertes wird gelesen…</translation>
    </message>
    <message>
        <source>Saved as %1. This is the passphrase; it is shown once and kept nowhere. Tell it by another way than the file: by telephone, or by hand.</source>
        <translation>Gespeichert als %1. Dies ist die Passphrase; sie wird nur einmal gezeigt und nirgends aufbewahrt. Teilen Sie sie auf anderem Weg mit als die Datei: am Telefon oder von Hand.</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>Fertig</translation>
    </message>
    <message>
        <source>Export…</source>
        <translation>Exportieren…</translation>
    </message>
</context>
<context>
    <name>gatehouse::ui::Finder</name>
    <message>
        <source>Find a page, a person, a plate, an event</source>
        <translation>Seite, Person, Kennzeichen oder Ereignis finden</translation>
    </message>
</context>
<context>
    <name>gatehouse::ui::GateDetail</name>
    <message>
        <source>Kind</source>
        <translation>Art</translation>
    </message>
    <message>
        <source>Relay</source>
        <translation>Relais</translation>
    </message>
    <message>
        <source>Unit, coil</source>
        <translation>Unit, Coil</translation>
    </message>
    <message>
        <source>Open input</source>
        <translation>Eingang „offen“</translation>
    </message>
    <message>
        <source>none: nobody can say whether it opened</source>
        <translation>keiner: ob sie offen ist, bleibt unbekannt</translation>
    </message>
    <message>
        <source>Longest wait</source>
        <translation>Höchste Wartezeit</translation>
    </message>
    <message>
        <source>%1 ms</source>
        <translation>%1 ms</translation>
    </message>
    <message>
        <source>Pulse</source>
        <translation>Impuls</translation>
    </message>
    <message>
        <source>Lanes</source>
        <translation>Spuren</translation>
    </message>
    <message>
        <source>none yet</source>
        <translation>noch keine</translation>
    </message>
    <message>
        <source>Open it once</source>
        <translation>Einmal öffnen</translation>
    </message>
    <message>
        <source>The gate really moves. It is written into the audit trail.</source>
        <translation>Die Schranke bewegt sich wirklich. Das wird im Prüfprotokoll vermerkt.</translation>
    </message>
    <message>
        <source>Open %1 now?</source>
        <translation>%1 jetzt öffnen?</translation>
    </message>
    <message>
        <source>The gate moves. See that nobody stands in its way.</source>
        <translation>Die Schranke bewegt sich. Sicherstellen, dass niemand im Weg steht.</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>Öffnen</translation>
    </message>
    <message>
        <source>Opening…</source>
        <translation>Wird geöffnet&#xa0;…</translation>
    </message>
    <message>
        <source>The gate opened.</source>
        <translation>Die Schranke wurde geöffnet.</translation>
    </message>
</context>
<context>
    <name>gatehouse::ui::GateForm</name>
    <message>
        <source>Change gate</source>
        <translation>Schranke ändern</translation>
    </message>
    <message>
        <source>New gate</source>
        <translation>Neue Schranke</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>Speichern</translation>
    </message>
    <message>
        <source>Add gate</source>
        <translation>Schranke hinzufügen</translation>
    </message>
    <message>
        <source>An input says when it is open</source>
        <translation>Ein Eingang meldet „offen“</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>Give a name of at most 60 letters.</source>
        <translation>Einen Namen mit höchstens 60 Zeichen angeben.</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>Art</translation>
    </message>
    <message>
        <source>A simulated gate moves nothing: for trying out a site.</source>
        <translation>Eine simulierte Schranke bewegt nichts: zum Ausprobieren.</translation>
    </message>
    <message>
        <source>Host of the relay</source>
        <translation>Host des Relais</translation>
    </message>
    <message>
        <source>Name or address in your network.</source>
        <translation>Name oder Adresse in Ihrem Netzwerk.</translation>
    </message>
    <message>
        <source>Say where the relay is.</source>
        <translation>Angeben, wo das Relais erreichbar ist.</translation>
    </message>
    <message>
        <source>Port</source>
        <translation>Port</translation>
    </message>
    <message>
        <source>A number from 1 to 65535.</source>
        <translation>Eine Zahl von 1 bis 65535.</translation>
    </message>
    <message>
        <source>Unit</source>
        <translation>Unit-ID</translation>
    </message>
    <message>
        <source>A number from 0 to 255.</source>
        <translation>Eine Zahl von 0 bis 255.</translation>
    </message>
    <message>
        <source>Coil that opens</source>
        <translation>Coil zum Öffnen</translation>
    </message>
    <message>
        <source>Counted from 0, as on the wire. Many manuals count from 1.</source>
        <translation>Ab 0 gezählt wie auf der Leitung. Viele Handbücher zählen ab 1.</translation>
    </message>
    <message>
        <source>A number from 0 to 65535.</source>
        <translation>Eine Zahl von 0 bis 65535.</translation>
    </message>
    <message>
        <source>Length of the pulse</source>
        <translation>Impulsdauer</translation>
    </message>
    <message>
        <source>From 50 to 30,000 ms.</source>
        <translation>Von 50 bis 30.000 ms.</translation>
    </message>
    <message>
        <source>Discrete input</source>
        <translation>Digitaleingang (Discrete Input)</translation>
    </message>
    <message>
        <source>On while the gate is open. Counted from 0.</source>
        <translation>Ein, solange die Schranke offen ist. Ab 0 gezählt.</translation>
    </message>
    <message>
        <source>Longest wait</source>
        <translation>Höchste Wartezeit</translation>
    </message>
    <message>
        <source>To reach the relay, and then to see the gate open. Later than that it never opens by itself.</source>
        <translation>Für die Verbindung zum Relais und danach bis zur Meldung „offen“. Später öffnet sie nie von selbst.</translation>
    </message>
</context>
<context>
    <name>gatehouse::ui::GroupPicker</name>
    <message>
        <source>Add group</source>
        <translation>Gruppe hinzufügen</translation>
    </message>
    <message>
        <source>New group</source>
        <translation>Neue Gruppe</translation>
    </message>
    <message>
        <source>Name of a new group</source>
        <translation>Name der neuen Gruppe</translation>
    </message>
    <message>
        <source>There is a group of that name.</source>
        <translation>Eine Gruppe dieses Namens gibt es bereits.</translation>
    </message>
</context>
<context>
    <name>gatehouse::ui::HelpBody</name>
    <message>
        <source>At the lane that asks</source>
        <translation>An der Spur mit Rückfrage</translation>
    </message>
    <message>
        <source>open</source>
        <translation>öffnen</translation>
    </message>
    <message>
        <source>refuse</source>
        <translation>ablehnen</translation>
    </message>
    <message>
        <source>correct the plate, or say “not this person”</source>
        <translation>Kennzeichen korrigieren oder „nicht diese Person“</translation>
    </message>
    <message>
        <source>why? the reasons and what was measured</source>
        <translation>Warum? Gründe und Messwerte</translation>
    </message>
    <message>
        <source>the next lane that waits</source>
        <translation>nächste wartende Spur</translation>
    </message>
    <message>
        <source>Everywhere</source>
        <translation>Überall</translation>
    </message>
    <message>
        <source>back to Live</source>
        <translation>zurück zu Live</translation>
    </message>
    <message>
        <source>find a page, a person, a plate</source>
        <translation>Seite, Person oder Kennzeichen suchen</translation>
    </message>
    <message>
        <source>lock the screen, the lanes go on</source>
        <translation>Bildschirm sperren, Spuren arbeiten weiter</translation>
    </message>
    <message>
        <source>change operator</source>
        <translation>Bediener wechseln</translation>
    </message>
    <message>
        <source>all alarms</source>
        <translation>alle Alarme</translation>
    </message>
    <message>
        <source>this help</source>
        <translation>diese Hilfe</translation>
    </message>
    <message>
        <source>Pages</source>
        <translation>Seiten</translation>
    </message>
    <message>
        <source>In tables</source>
        <translation>In Tabellen</translation>
    </message>
    <message>
        <source>to every cell</source>
        <translation>zu jeder Zelle</translation>
    </message>
    <message>
        <source>opens the row</source>
        <translation>öffnet die Zeile</translation>
    </message>
    <message>
        <source>✓ allowed, ? asks you, ✕ refused. A stranger is never refused by the machine: it asks you. If nothing can be recorded, no gate opens by itself.</source>
        <translation>✓ freigegeben, ? Rückfrage, ✕ abgelehnt. Unbekannte lehnt das System nie selbst ab: Es fragt Sie. Wenn nichts aufgezeichnet werden kann, öffnet keine Schranke von selbst.</translation>
    </message>
    <message>
        <source>Gatehouse %1</source>
        <translation>Gatehouse %1</translation>
    </message>
</context>
<context>
    <name>gatehouse::ui::HoursEditor</name>
    <message>
        <source>Add these hours</source>
        <translation>Zeiten hinzufügen</translation>
    </message>
    <message>
        <source>Take them away</source>
        <translation>Zeiten entfernen</translation>
    </message>
    <message>
        <source>From</source>
        <translation>Von</translation>
    </message>
    <message>
        <source>Until</source>
        <translation>Bis</translation>
    </message>
    <message>
        <source>until</source>
        <translation>bis</translation>
    </message>
    <message>
        <source>No hours yet. Drag over the week, or add days and times below.</source>
        <translation>Noch keine Zeiten. Über die Woche ziehen oder unten Tage und Zeiten hinzufügen.</translation>
    </message>
</context>
<context>
    <name>gatehouse::ui::ImpactForm</name>
    <message>
        <source>Made from the live configuration: %1 cameras, %2 people, %3 vehicles.</source>
        <translation>Aus der aktuellen Einrichtung: %1 Kameras, %2 Personen, %3 Fahrzeuge.</translation>
    </message>
    <message>
        <source>No risk of those it looks for.</source>
        <translation>Keines der Risiken, nach denen gesucht wird.</translation>
    </message>
    <message>
        <source>What to think about</source>
        <translation>Worüber nachzudenken ist</translation>
    </message>
    <message>
        <source>Save the impact assessment</source>
        <translation>Folgenabschätzung speichern</translation>
    </message>
    <message>
        <source>PDF documents (*.pdf)</source>
        <translation>PDF-Dokumente (*.pdf)</translation>
    </message>
    <message>
        <source>Impact assessment</source>
        <translation>Folgenabschätzung</translation>
    </message>
    <message>
        <source>Save as PDF…</source>
        <translation>Als PDF speichern…</translation>
    </message>
</context>
<context>
    <name>gatehouse::ui::ImportForm</name>
    <message>
        <source>There is no such picture in the folder.</source>
        <translation>Dieses Bild gibt es im Ordner nicht.</translation>
    </message>
    <message>
        <source>%1: stands in another line or belongs to somebody else.</source>
        <translation>%1: steht in einer anderen Zeile oder gehört zu jemand anderem.</translation>
    </message>
    <message>
        <source>%1: nobody with this reference is registered.</source>
        <translation>%1: Mit dieser Referenz ist niemand registriert.</translation>
    </message>
    <message>
        <source>The line does not fit the header. Look for a quote or comma too many.</source>
        <translation>Die Zeile passt nicht zur Kopfzeile. Auf überzählige Anführungszeichen oder Kommas prüfen.</translation>
    </message>
    <message>
        <source>%1: cannot be read. Dates are written 2026-12-31.</source>
        <translation>%1: nicht lesbar. Datumsangaben als 2026-12-31 schreiben.</translation>
    </message>
    <message>
        <source>Choose CSV file…</source>
        <translation>CSV-Datei wählen&#xa0;…</translation>
    </message>
    <message>
        <source>Choose folder of pictures…</source>
        <translation>Bilderordner wählen&#xa0;…</translation>
    </message>
    <message>
        <source>A spreadsheet saved as CSV with these columns; ref and name must be there. Who is registered under the same ref is changed. Several groups or pictures are separated by semicolons.</source>
        <translation>Eine als CSV gespeicherte Tabelle mit diesen Spalten; ref und name sind Pflicht. Wer unter derselben ref registriert ist, wird geändert. Mehrere Gruppen oder Bilder durch Semikolon trennen.</translation>
    </message>
    <message>
        <source>A spreadsheet saved as CSV with these columns; plate and region (cn, eu, us, br) must be there. A plate that is registered is changed. Several groups are separated by semicolons.</source>
        <translation>Eine als CSV gespeicherte Tabelle mit diesen Spalten; plate und region (cn, eu, us, br) sind Pflicht. Bereits registrierte Kennzeichen werden geändert. Mehrere Gruppen durch Semikolon trennen.</translation>
    </message>
    <message>
        <source>Pictures</source>
        <translation>Bilder</translation>
    </message>
    <message>
        <source>Files named REF.jpg, REF_1.jpg … or folders named REF. Only who consented is enrolled.</source>
        <translation>Dateien namens REF.jpg, REF_1.jpg&#xa0;… oder Ordner namens REF. Erfasst wird nur, wer eingewilligt hat.</translation>
    </message>
    <message>
        <source>Language of the notice they signed</source>
        <translation>Sprache des unterschriebenen Hinweises</translation>
    </message>
    <message>
        <source>Line</source>
        <translation>Zeile</translation>
    </message>
    <message>
        <source>What is wrong</source>
        <translation>Problem</translation>
    </message>
    <message>
        <source>%v of %m pictures</source>
        <translation>%v von %m Bildern</translation>
    </message>
    <message>
        <source>Import people</source>
        <translation>Personen importieren</translation>
    </message>
    <message>
        <source>Import vehicles</source>
        <translation>Fahrzeuge importieren</translation>
    </message>
    <message>
        <source>CSV files (*.csv *.txt)</source>
        <translation>CSV-Dateien (*.csv *.txt)</translation>
    </message>
    <message>
        <source>Folder of pictures</source>
        <translation>Bilderordner</translation>
    </message>
    <message>
        <source>%1 new, %2 changed, %3 as they are</source>
        <translation>%1 neu, %2 geändert, %3 unverändert</translation>
    </message>
    <message numerus="yes">
        <source>%n picture(s) to enrol</source>
        <translation>
            <numerusform>%n Bild zu erfassen</numerusform>
            <numerusform>%n Bilder zu erfassen</numerusform>
        </translation>
    </message>
    <message>
        <source>Nothing can be imported before the lines below are put right. Correct the file and choose it again.</source>
        <translation>Erst nach Korrektur der folgenden Zeilen kann importiert werden. Datei berichtigen und erneut wählen.</translation>
    </message>
    <message>
        <source>The people below are imported, but look at their pictures.</source>
        <translation>Die folgenden Personen werden importiert, ihre Bilder aber bitte prüfen.</translation>
    </message>
    <message>
        <source>Stopped. Nothing was imported.</source>
        <translation>Abgebrochen. Es wurde nichts importiert.</translation>
    </message>
    <message>
        <source>This is not the CSV file that is wanted: its header lacks a column, or it is not text in UTF-8 or GB18030.</source>
        <translation>Nicht die erwartete CSV-Datei: In der Kopfzeile fehlt eine Spalte, oder der Text ist weder UTF-8 noch GB18030.</translation>
    </message>
    <message>
        <source>must be employee, contractor, resident or visitor.</source>
        <translation>muss employee, contractor, resident oder visitor sein.</translation>
    </message>
    <message>
        <source>must be signed-form, signature, guardian or electronic, or empty.</source>
        <translation>muss signed-form, signature, guardian, electronic oder leer sein.</translation>
    </message>
    <message>
        <source>must be cn, eu, us or br.</source>
        <translation>muss cn, eu, us oder br sein.</translation>
    </message>
    <message>
        <source>is no plate: 1 to 12 letters, digits or Chinese characters.</source>
        <translation>ist kein Kennzeichen: 1 bis 12 Buchstaben, Ziffern oder chinesische Zeichen.</translation>
    </message>
    <message>
        <source>ends before it begins.</source>
        <translation>endet vor dem Beginn.</translation>
    </message>
    <message>
        <source>is missing or too long.</source>
        <translation>fehlt oder ist zu lang.</translation>
    </message>
    <message>
        <source>Import %1</source>
        <translation>%1 importieren</translation>
    </message>
    <message>
        <source>Import</source>
        <translation>Importieren</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>Anhalten</translation>
    </message>
    <message>
        <source>%1, about %2 left</source>
        <extracomment>How much of an import is done, and how long the rest takes</extracomment>
        <translation>%1, noch etwa %2</translation>
    </message>
    <message>
        <source>%v of %m lines checked</source>
        <translation>%v von %m Zeilen geprüft</translation>
    </message>
    <message>
        <source>%v of %m lines imported</source>
        <translation>%v von %m Zeilen importiert</translation>
    </message>
    <message>
        <source>A lane went first. %v of %m lines imported</source>
        <translation>Eine Spur hatte Vorrang. %v von %m Zeilen importiert</translation>
    </message>
    <message>
        <source>must be access-face, attendance-face or picture, or several of these.</source>
        <translation>muss access-face, attendance-face oder picture sein, oder mehrere davon.</translation>
    </message>
    <message>
        <source>is needed where a guardian consents for a child.</source>
        <translation>ist nötig, wenn Sorgeberechtigte für ein Kind einwilligen.</translation>
    </message>
    <message>
        <source>is longer than 40 letters or cannot be shown.</source>
        <translation>ist länger als 40 Zeichen oder nicht darstellbar.</translation>
    </message>
    <message>
        <source>must be a date like 2012-03-04 that does not lie ahead.</source>
        <translation>muss ein Datum wie 2012-03-04 sein, das nicht in der Zukunft liegt.</translation>
    </message>
    <message numerus="yes">
        <source>a visitor needs a last day here, at most %n days ahead. Who comes for longer is a contractor or a resident.</source>
        <translation>
            <numerusform>Ein Besucher braucht hier einen letzten Tag, höchstens %n Tag im Voraus. Wer länger kommt, gehört zu einer Fremdfirma oder ist Bewohner.</numerusform>
            <numerusform>Ein Besucher braucht hier einen letzten Tag, höchstens %n Tage im Voraus. Wer länger kommt, gehört zu einer Fremdfirma oder ist Bewohner.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>gatehouse::ui::KeysPage</name>
    <message>
        <source>Keys</source>
        <translation>Schlüssel</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>No key</source>
        <translation>Kein Schlüssel</translation>
    </message>
    <message>
        <source>Every operator has a key of their own.</source>
        <translation>Jeder Bediener hat einen eigenen Schlüssel.</translation>
    </message>
    <message>
        <source>How far the site&apos;s key is renewed</source>
        <translation>Wie weit der Schlüssel des Standorts erneuert ist</translation>
    </message>
    <message>
        <source>New recovery code…</source>
        <translation>Neuer Wiederherstellungscode…</translation>
    </message>
    <message>
        <source>Renew the site&apos;s key…</source>
        <translation>Schlüssel des Standorts erneuern…</translation>
    </message>
    <message>
        <source>Whose</source>
        <translation>Wessen</translation>
    </message>
    <message>
        <source>Recovery code</source>
        <translation>Wiederherstellungscode</translation>
    </message>
    <message>
        <source>Role</source>
        <translation>Rolle</translation>
    </message>
    <message>
        <source>One guess costs</source>
        <translation>Ein Rateversuch kostet</translation>
    </message>
    <message>
        <source>%1 × %2</source>
        <translation>%1 × %2</translation>
    </message>
    <message>
        <source>Second factor</source>
        <translation>Zweiter Faktor</translation>
    </message>
    <message>
        <source>yes</source>
        <translation>ja</translation>
    </message>
    <message>
        <source>Made</source>
        <translation>Angelegt</translation>
    </message>
    <message>
        <source>before the update</source>
        <translation>vor der Aktualisierung</translation>
    </message>
    <message>
        <source>Opens sealed data: resident ID and date of birth.</source>
        <translation>Öffnet versiegelte Daten: Ausweisnummer und Geburtsdatum.</translation>
    </message>
    <message>
        <source>Not used since the program was updated. It is made anew when they sign in; renewing the site&apos;s key before that takes it away.</source>
        <translation>Seit der Aktualisierung des Programms nicht benutzt. Er wird bei der nächsten Anmeldung neu erstellt; wird der Schlüssel des Standorts vorher erneuert, geht er verloren.</translation>
    </message>
    <message>
        <source>Second factor lost…</source>
        <translation>Zweiter Faktor verloren…</translation>
    </message>
    <message>
        <source>Take away…</source>
        <translation>Entziehen…</translation>
    </message>
    <message>
        <source>Brings an administrator back who has lost passphrase or second factor. It was shown once when it was made, and is kept nowhere. If the sheet is lost or was seen by others, make a new one.</source>
        <translation>Hilft einem Administrator, der Passphrase oder zweiten Faktor verloren hat. Er wurde bei der Erstellung einmal gezeigt und ist nirgends gespeichert. Ist das Blatt verloren oder haben andere es gesehen, erstellen Sie einen neuen.</translation>
    </message>
    <message>
        <source>Take the key of %1 away</source>
        <translation>%1 den Schlüssel entziehen</translation>
    </message>
    <message>
        <source>Take away</source>
        <translation>Entziehen</translation>
    </message>
    <message>
        <source>A new recovery code</source>
        <translation>Ein neuer Wiederherstellungscode</translation>
    </message>
    <message>
        <source>The sheet that lies in the safe is void from then on. Have a printer or a stick ready: the new code is shown only once.</source>
        <translation>Das Blatt im Tresor gilt dann nicht mehr. Halten Sie einen Drucker oder einen Stick bereit: Der neue Code wird nur einmal gezeigt.</translation>
    </message>
    <message>
        <source>Make it</source>
        <translation>Erstellen</translation>
    </message>
    <message>
        <source>Renew the key of the whole site</source>
        <translation>Den Schlüssel des ganzen Standorts erneuern</translation>
    </message>
    <message>
        <source>All records are written anew under a new key, and every operator&apos;s key is changed with it; nobody needs another passphrase. Keys that were taken away, and copies of them, open nothing from then on. Lanes go on; near the end records wait for some seconds. A power cut does no harm.</source>
        <translation>Alle Aufzeichnungen werden unter einem neuen Schlüssel neu geschrieben, und der Schlüssel jedes Bedieners wird mit geändert; niemand braucht eine andere Passphrase. Entzogene Schlüssel und ihre Kopien öffnen dann nichts mehr. Die Spuren arbeiten weiter; gegen Ende warten Aufzeichnungen einige Sekunden. Ein Stromausfall schadet nicht.</translation>
    </message>
    <message>
        <source>Renew</source>
        <translation>Erneuern</translation>
    </message>
    <message>
        <source>Records are written under the new key. Lanes go on.</source>
        <translation>Aufzeichnungen werden unter dem neuen Schlüssel geschrieben. Die Spuren arbeiten weiter.</translation>
    </message>
    <message>
        <source>Checked and put in its place; records wait meanwhile.</source>
        <translation>Wird geprüft und eingesetzt; Aufzeichnungen warten so lange.</translation>
    </message>
    <message>
        <source>Renewed. Keys from before the update could not be taken along: enable those operators again, and make a new recovery code if it is not in the list.</source>
        <translation>Erneuert. Schlüssel von vor der Aktualisierung konnten nicht mitgenommen werden: Aktivieren Sie diese Bediener wieder, und erstellen Sie einen neuen Wiederherstellungscode, wenn er nicht in der Liste steht.</translation>
    </message>
    <message>
        <source>Renewed: every record lies under the new key.</source>
        <translation>Erneuert: Alle Aufzeichnungen liegen unter dem neuen Schlüssel.</translation>
    </message>
    <message>
        <source>Does not open sealed data (resident ID, date of birth): this role may not read it.</source>
        <translation>Öffnet keine versiegelten Daten (Ausweisnummer, Geburtsdatum): Diese Rolle darf sie nicht lesen.</translation>
    </message>
    <message>
        <source>Does not open sealed data (resident ID, date of birth): it was made before there was any, or by somebody who could not open it. A new recovery code made by an administrator who can opens it.</source>
        <translation>Öffnet keine versiegelten Daten (Ausweisnummer, Geburtsdatum): Er wurde gemacht, bevor es welche gab, oder von jemandem, der sie nicht öffnen konnte. Ein neuer Wiederherstellungscode von einem Administrator, der es kann, öffnet sie.</translation>
    </message>
    <message>
        <source>Does not open sealed data (resident ID, date of birth) yet: this key is from before the update. It is made anew when they sign in.</source>
        <translation>Öffnet noch keine versiegelten Daten (Ausweisnummer, Geburtsdatum): Dieser Schlüssel ist von vor der Aktualisierung. Er wird bei der nächsten Anmeldung neu gemacht.</translation>
    </message>
    <message>
        <source>Does not open sealed data (resident ID, date of birth) yet, though the role may: the key was made when nobody who can open it was there. It is added when somebody who can signs in next.</source>
        <translation>Öffnet noch keine versiegelten Daten (Ausweisnummer, Geburtsdatum), obwohl die Rolle es darf: Als der Schlüssel gemacht wurde, war niemand da, der sie öffnen kann. Es kommt hinzu, wenn sich jemand anmeldet, der es kann.</translation>
    </message>
    <message>
        <source>The keys of some faces and pictures are not on this machine, so nobody can open them, whatever their role: the key ring was lost or is another one. Bring back a copy of it under Backups.</source>
        <translation>Die Schlüssel einiger Gesichter und Bilder sind nicht auf diesem Rechner; niemand kann sie öffnen, gleich in welcher Rolle: Der Schlüsselbund ging verloren oder ist ein anderer. Holen Sie unter „Sicherungen“ eine Kopie zurück.</translation>
    </message>
    <message>
        <source>They cannot sign in any more, from now on. An older copy of the key file, such as one in a backup, would still open the records with their passphrase: renew the site&apos;s key afterwards where that is to be feared.</source>
        <translation>Diese Person kann sich ab sofort nicht mehr anmelden. Eine ältere Kopie der Schlüsseldatei, etwa in einer Sicherung, würde mit ihrer Passphrase die Daten weiterhin öffnen: Erneuern Sie danach den Schlüssel des Standorts, wo das zu befürchten ist.</translation>
    </message>
</context>
<context>
    <name>gatehouse::ui::LaneCard</name>
    <message>
        <source>now</source>
        <translation>jetzt</translation>
    </message>
    <message>
        <source>on file</source>
        <translation>hinterlegt</translation>
    </message>
    <message>
        <source>Why?  F4</source>
        <translation>Warum?  F4</translation>
    </message>
    <message>
        <source>Take the refusal back  Ctrl+Z</source>
        <translation>Ablehnung zurücknehmen  Strg+Z</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>Grund</translation>
    </message>
    <message>
        <source>expected visitor</source>
        <translation>erwarteter Besuch</translation>
    </message>
    <message>
        <source>delivery</source>
        <translation>Lieferung</translation>
    </message>
    <message>
        <source>known to me</source>
        <translation>mir bekannt</translation>
    </message>
    <message>
        <source>emergency vehicle</source>
        <translation>Einsatzfahrzeug</translation>
    </message>
    <message>
        <source>papers checked</source>
        <translation>Papiere geprüft</translation>
    </message>
    <message>
        <source>not expected</source>
        <translation>nicht angemeldet</translation>
    </message>
    <message>
        <source>sent to the office</source>
        <translation>ins Büro verwiesen</translation>
    </message>
    <message>
        <source>wrong entrance</source>
        <translation>falsche Einfahrt</translation>
    </message>
    <message>
        <source>Reason (may stay empty)</source>
        <translation>Grund (darf leer bleiben)</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Erneut versuchen</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>Öffnen</translation>
    </message>
    <message>
        <source>Leave it</source>
        <translation>Belassen</translation>
    </message>
    <message>
        <source>Refuse</source>
        <translation>Ablehnen</translation>
    </message>
    <message>
        <source>Not them</source>
        <translation>Andere Person</translation>
    </message>
    <message>
        <source>Correct</source>
        <translation>Korrektur</translation>
    </message>
    <message>
        <source>This is not the person named here</source>
        <translation>Das ist nicht die hier genannte Person</translation>
    </message>
    <message>
        <source>Correct the plate</source>
        <translation>Kennzeichen korrigieren</translation>
    </message>
</context>
<context>
    <name>gatehouse::ui::LaneForm</name>
    <message>
        <source>Change lane</source>
        <translation>Spur ändern</translation>
    </message>
    <message>
        <source>New lane</source>
        <translation>Neue Spur</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>Speichern</translation>
    </message>
    <message>
        <source>Add lane</source>
        <translation>Spur hinzufügen</translation>
    </message>
    <message>
        <source>none: it only watches</source>
        <translation>keine: nur Beobachtung</translation>
    </message>
    <message>
        <source>Ask when a face may be only a picture</source>
        <translation>Rückfrage, wenn ein Gesicht nur ein Bild sein könnte</translation>
    </message>
    <message>
        <source>The lane is in use</source>
        <translation>Spur ist aktiv</translation>
    </message>
    <message>
        <source>Look at the whole picture</source>
        <translation>Gesamtes Bild auswerten</translation>
    </message>
    <message>
        <source>Choose a camera</source>
        <translation>Kamera wählen</translation>
    </message>
    <message>
        <source>The camera&apos;s picture is not here yet. The region can be drawn all the same.</source>
        <translation>Das Kamerabild ist noch nicht da. Der Ausschnitt lässt sich trotzdem zeichnen.</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>What guards call it: entry 1, door A.</source>
        <translation>So nennt sie der Wachdienst: Einfahrt 1, Tür A.</translation>
    </message>
    <message>
        <source>Give a name of at most 60 letters.</source>
        <translation>Einen Namen mit höchstens 60 Zeichen angeben.</translation>
    </message>
    <message>
        <source>Camera</source>
        <translation>Kamera</translation>
    </message>
    <message>
        <source>There is no camera yet: add one on the Cameras tab.</source>
        <translation>Noch keine Kamera: im Reiter „Kameras“ hinzufügen.</translation>
    </message>
    <message>
        <source>Choose the camera it watches.</source>
        <translation>Die Kamera der Spur wählen.</translation>
    </message>
    <message>
        <source>Looks for</source>
        <translation>Erkennt</translation>
    </message>
    <message>
        <source>Plates expected</source>
        <translation>Erwartete Kennzeichen</translation>
    </message>
    <message>
        <source>Only what really comes here: fewer regions, fewer mistakes.</source>
        <translation>Nur was wirklich vorkommt: weniger Regionen, weniger Fehler.</translation>
    </message>
    <message>
        <source>Choose at least one region.</source>
        <translation>Mindestens eine Region wählen.</translation>
    </message>
    <message>
        <source>Region it looks at</source>
        <translation>Bildausschnitt</translation>
    </message>
    <message>
        <source>Drag over the picture. A smaller region is faster and reads less that is no plate or face.</source>
        <translation>Über das Bild ziehen. Ein kleinerer Ausschnitt ist schneller und liefert weniger Fehllesungen.</translation>
    </message>
    <message>
        <source>The region must lie within the picture.</source>
        <translation>Der Ausschnitt muss im Bild liegen.</translation>
    </message>
    <message>
        <source>Direction</source>
        <translation>Richtung</translation>
    </message>
    <message>
        <source>Zone it leads to</source>
        <translation>Führt zu Bereich</translation>
    </message>
    <message>
        <source>Rules speak of zones. Type a new one, or choose.</source>
        <translation>Regeln gelten für Bereiche. Neuen eingeben oder wählen.</translation>
    </message>
    <message>
        <source>Name the zone it leads to.</source>
        <translation>Den Bereich angeben, zu dem sie führt.</translation>
    </message>
    <message>
        <source>Gate it opens</source>
        <translation>Öffnet Schranke</translation>
    </message>
    <message>
        <source>This gate is gone. Choose another one.</source>
        <translation>Diese Schranke gibt es nicht mehr. Eine andere wählen.</translation>
    </message>
    <message>
        <source>left %1 %, top %2 %, %3 % wide, %4 % high</source>
        <extracomment>Where in the picture a lane looks: left, top, width and height in per cent</extracomment>
        <translation>links %1 %, oben %2 %, %3 % breit, %4 % hoch</translation>
    </message>
</context>
<context>
    <name>gatehouse::ui::LargePicture</name>
    <message>
        <source>Close the picture (Esc)</source>
        <translation>Bild schließen (Esc)</translation>
    </message>
</context>
<context>
    <name>gatehouse::ui::LivePage</name>
    <message>
        <source>The lanes are starting</source>
        <translation>Die Spuren starten</translation>
    </message>
    <message>
        <source>Recognition is being loaded. This takes a few seconds.</source>
        <translation>Die Erkennung wird geladen. Das dauert einige Sekunden.</translation>
    </message>
    <message>
        <source>No lane is running</source>
        <translation>Keine Spur in Betrieb</translation>
    </message>
    <message>
        <source>A lane is a camera, what it looks for, and a gate. Set the first one up under “Devices”.</source>
        <translation>Eine Spur ist eine Kamera, was sie sucht, und eine Schranke. Die erste unter „Geräte“ einrichten.</translation>
    </message>
    <message>
        <source>Set up cameras and lanes</source>
        <translation>Kameras und Spuren einrichten</translation>
    </message>
    <message>
        <source>Live</source>
        <translation>Live</translation>
    </message>
    <message>
        <source>not this person</source>
        <translation>nicht diese Person</translation>
    </message>
    <message numerus="yes">
        <source>%n ask(s) you</source>
        <translation>
            <numerusform>%n fragt Sie</numerusform>
            <numerusform>%n fragen Sie</numerusform>
        </translation>
    </message>
    <message>
        <source>Lanes</source>
        <translation>Spuren</translation>
    </message>
    <message>
        <source>Tab: the next lane</source>
        <translation>Tab: nächste Spur</translation>
    </message>
</context>
<context>
    <name>gatehouse::ui::LostFactorForm</name>
    <message>
        <source>The codes of the lost phone open nothing any more. Let them choose a passphrase of their own here; it has to stand alone until they set up a new phone.</source>
        <translation>Die Codes des verlorenen Telefons öffnen dann nichts mehr. Lassen Sie hier eine eigene Passphrase wählen; sie muss allein genügen, bis ein neues Telefon eingerichtet ist.</translation>
    </message>
    <message>
        <source>Second factor of %1 lost</source>
        <translation>Zweiter Faktor von %1 verloren</translation>
    </message>
    <message>
        <source>Remove it</source>
        <translation>Entfernen</translation>
    </message>
</context>
<context>
    <name>gatehouse::ui::NameForm</name>
    <message>
        <source>New zone</source>
        <translation>Neuer Bereich</translation>
    </message>
    <message>
        <source>Rename zone</source>
        <translation>Bereich umbenennen</translation>
    </message>
    <message>
        <source>New group</source>
        <translation>Neue Gruppe</translation>
    </message>
    <message>
        <source>Rename group</source>
        <translation>Gruppe umbenennen</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>Speichern</translation>
    </message>
    <message>
        <source>Add zone</source>
        <translation>Bereich hinzufügen</translation>
    </message>
    <message>
        <source>Add group</source>
        <translation>Gruppe hinzufügen</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>A part of the site that lanes lead to: yard, plant, second floor.</source>
        <translation>Ein Teil des Standorts, zu dem Spuren führen: Hof, Werk, zweites Obergeschoss.</translation>
    </message>
    <message>
        <source>People and vehicles that may pass alike: staff, night shift, suppliers.</source>
        <translation>Personen und Fahrzeuge mit gleichen Rechten: Personal, Nachtschicht, Lieferanten.</translation>
    </message>
    <message>
        <source>Give a name of at most 60 letters.</source>
        <translation>Einen Namen mit höchstens 60 Zeichen angeben.</translation>
    </message>
</context>
<context>
    <name>gatehouse::ui::NavigationRail</name>
    <message>
        <source>Pages</source>
        <translation>Seiten</translation>
    </message>
</context>
<context>
    <name>gatehouse::ui::NewPassphrase</name>
    <message>
        <source>Passphrase</source>
        <translation>Passphrase</translation>
    </message>
    <message>
        <source>At least %1 characters: four unrelated words are good. Spaces and every script are welcome, there are no other rules, and it never expires.</source>
        <translation>Mindestens %1 Zeichen: Gut sind vier Wörter ohne Zusammenhang. Leerzeichen und alle Schriften sind erlaubt; weitere Regeln gibt es nicht, und sie läuft nie ab.</translation>
    </message>
    <message>
        <source>The same again</source>
        <translation>Wiederholen</translation>
    </message>
    <message>
        <source>Take at least %1 characters that nobody would guess: not your name, not the site&apos;s.</source>
        <translation>Mindestens %1 Zeichen, die niemand errät: nicht Ihr Name, nicht der des Standorts.</translation>
    </message>
    <message>
        <source>The two are not the same. Show the letters with the eye at the right.</source>
        <translation>Die Eingaben stimmen nicht überein. Mit dem Auge rechts anzeigen.</translation>
    </message>
    <message>
        <source>Good.</source>
        <translation>Gut.</translation>
    </message>
    <message numerus="yes">
        <source>%n character(s) to go</source>
        <translation>
            <numerusform>noch %n Zeichen</numerusform>
            <numerusform>noch %n Zeichen</numerusform>
        </translation>
    </message>
    <message>
        <source>Too easy to guess: take other words.</source>
        <translation>Zu leicht zu erraten: andere Wörter wählen.</translation>
    </message>
    <message>
        <source>New passphrase</source>
        <translation>Neue Passphrase</translation>
    </message>
</context>
<context>
    <name>gatehouse::ui::OperatorForm</name>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>The person&apos;s own name: it stands in the audit trail. They sign in with it.</source>
        <translation>Der eigene Name der Person: Er steht im Prüfprotokoll und dient der Anmeldung.</translation>
    </message>
    <message>
        <source>Role</source>
        <translation>Rolle</translation>
    </message>
    <message>
        <source>Enter a name.</source>
        <translation>Einen Namen eingeben.</translation>
    </message>
    <message>
        <source>There is an operator of this name already, perhaps a disabled one.</source>
        <translation>Einen Bediener dieses Namens gibt es bereits, vielleicht deaktiviert.</translation>
    </message>
    <message>
        <source>A name has letters, and at most 80 of them.</source>
        <translation>Ein Name besteht aus höchstens 80 Buchstaben.</translation>
    </message>
    <message>
        <source>A new key for %1</source>
        <translation>Neuer Schlüssel für %1</translation>
    </message>
    <message>
        <source>A new operator</source>
        <translation>Neuer Bediener</translation>
    </message>
    <message>
        <source>Making the key…</source>
        <translation>Schlüssel wird erzeugt&#xa0;…</translation>
    </message>
    <message>
        <source>Enable</source>
        <translation>Aktivieren</translation>
    </message>
    <message>
        <source>Add</source>
        <translation>Hinzufügen</translation>
    </message>
</context>
<context>
    <name>gatehouse::ui::OperatorsPage</name>
    <message>
        <source>Nobody yet</source>
        <translation>Noch niemand</translation>
    </message>
    <message>
        <source>Whoever works at this console needs a name and a passphrase of their own.</source>
        <translation>Wer an dieser Konsole arbeitet, braucht einen eigenen Namen und eine eigene Passphrase.</translation>
    </message>
    <message>
        <source>Add an operator</source>
        <translation>Bediener hinzufügen</translation>
    </message>
    <message>
        <source>Everyone signs in with a key of their own. Nobody is ever deleted: the audit trail names them.</source>
        <translation>Jeder meldet sich mit eigenem Schlüssel an. Niemand wird gelöscht: Das Prüfprotokoll nennt die Namen.</translation>
    </message>
    <message>
        <source>My passphrase</source>
        <translation>Meine Passphrase</translation>
    </message>
    <message>
        <source>Operators</source>
        <translation>Bediener</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>Role</source>
        <translation>Rolle</translation>
    </message>
    <message>
        <source>May sign in</source>
        <translation>Anmeldung</translation>
    </message>
    <message>
        <source>yes</source>
        <translation>ja</translation>
    </message>
    <message>
        <source>disabled</source>
        <translation>deaktiviert</translation>
    </message>
    <message>
        <source>Since</source>
        <translation>Seit</translation>
    </message>
    <message>
        <source>May sign in since %1.</source>
        <translation>Darf sich seit %1 anmelden.</translation>
    </message>
    <message>
        <source>Disabled: the key is gone. The name stays in the audit trail; a new key brings them back.</source>
        <translation>Deaktiviert: Der Schlüssel ist vernichtet. Der Name bleibt im Prüfprotokoll; ein neuer Schlüssel gibt den Zugang zurück.</translation>
    </message>
    <message>
        <source>Enable with a new key</source>
        <translation>Mit neuem Schlüssel aktivieren</translation>
    </message>
    <message>
        <source>Disable %1?</source>
        <translation>%1 deaktivieren?</translation>
    </message>
    <message>
        <source>This is you. Your key is destroyed: after signing out you cannot come back by yourself.</source>
        <translation>Das sind Sie selbst. Ihr Schlüssel wird vernichtet: Nach dem Abmelden kommen Sie nicht mehr selbst hinein.</translation>
    </message>
    <message>
        <source>Their key is destroyed at once. What they did stays in the audit trail.</source>
        <translation>Der Schlüssel wird sofort vernichtet. Die bisherigen Handlungen bleiben im Prüfprotokoll.</translation>
    </message>
    <message>
        <source>Disable</source>
        <translation>Deaktivieren</translation>
    </message>
    <message>
        <source>Disable…</source>
        <translation>Deaktivieren&#xa0;…</translation>
    </message>
    <message>
        <source>Disable %1</source>
        <translation>%1 deaktivieren</translation>
    </message>
    <message>
        <source>Brought back by the recovery code on %1. Whoever used it chose a new passphrase. For 72 hours nothing that takes two people is done with them; once you confirm them, with everybody but you.</source>
        <translation>Am %1 mit dem Wiederherstellungscode zurückgekommen. Wer ihn benutzt hat, hat eine neue Passphrase gewählt. 72 Stunden lang geschieht mit dieser Person nichts, wozu es zwei braucht; nach Ihrer Bestätigung mit allen außer Ihnen.</translation>
    </message>
    <message>
        <source>Confirm</source>
        <translation>Bestätigen</translation>
    </message>
</context>
<context>
    <name>gatehouse::ui::OwnerPicker</name>
    <message>
        <source>Nobody</source>
        <translation>Niemand</translation>
    </message>
    <message>
        <source>Owner</source>
        <translation>Halter</translation>
    </message>
</context>
<context>
    <name>gatehouse::ui::PassphraseField</name>
    <message>
        <source>Paste</source>
        <translation>Einfügen</translation>
    </message>
    <message>
        <source>Clear</source>
        <translation>Leeren</translation>
    </message>
    <message>
        <source>Hide the letters</source>
        <translation>Zeichen verbergen</translation>
    </message>
    <message>
        <source>Show the letters</source>
        <translation>Zeichen anzeigen</translation>
    </message>
</context>
<context>
    <name>gatehouse::ui::PassphraseForm</name>
    <message>
        <source>Passphrase you use now</source>
        <translation>Bisherige Passphrase</translation>
    </message>
    <message>
        <source>Change passphrase</source>
        <translation>Passphrase ändern</translation>
    </message>
    <message>
        <source>Enter the passphrase you signed in with.</source>
        <translation>Die Passphrase eingeben, mit der Sie angemeldet sind.</translation>
    </message>
    <message>
        <source>Changed. The new passphrase counts from now on.</source>
        <translation>Geändert. Ab jetzt gilt die neue Passphrase.</translation>
    </message>
    <message>
        <source>This is not the passphrase you signed in with.</source>
        <translation>Das ist nicht die Passphrase, mit der Sie angemeldet sind.</translation>
    </message>
</context>
<context>
    <name>gatehouse::ui::PeoplePage</name>
    <message>
        <source>Nobody is here yet</source>
        <translation>Noch keine Personen</translation>
    </message>
    <message>
        <source>Employees, residents, contractors and visitors stand here with what they may do. Add the first person, or import a list.</source>
        <translation>Hier stehen Mitarbeiter, Bewohner, Fremdfirmen und Besucher mit ihren Berechtigungen. Die erste Person hinzufügen oder eine Liste importieren.</translation>
    </message>
    <message>
        <source>Add person</source>
        <translation>Person hinzufügen</translation>
    </message>
    <message numerus="yes">
        <source>%n picture(s)</source>
        <translation>
            <numerusform>%n Bild</numerusform>
            <numerusform>%n Bilder</numerusform>
        </translation>
    </message>
    <message>
        <source>consent, no picture</source>
        <translation>Einwilligung, kein Bild</translation>
    </message>
    <message>
        <source>People</source>
        <translation>Personen</translation>
    </message>
    <message>
        <source>Name or reference</source>
        <translation>Name oder Referenz</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>Art</translation>
    </message>
    <message>
        <source>Every kind</source>
        <translation>Alle Arten</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>Reference</source>
        <translation>Referenz</translation>
    </message>
    <message>
        <source>Face</source>
        <translation>Gesicht</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>Entfernen</translation>
    </message>
    <message>
        <source>Change</source>
        <translation>Ändern</translation>
    </message>
    <message>
        <source>Person</source>
        <translation>Person</translation>
    </message>
    <message>
        <source>Withdraw</source>
        <translation>Widerrufen</translation>
    </message>
    <message>
        <source>Delete this picture of %1?</source>
        <translation>Dieses Bild von %1 löschen?</translation>
    </message>
    <message>
        <source>The picture and its template are gone. The other pictures and the consent stay.</source>
        <translation>Das Bild und sein Template werden gelöscht. Die übrigen Bilder und die Einwilligung bleiben.</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>Löschen</translation>
    </message>
    <message>
        <source>Remove %1?</source>
        <translation>%1 entfernen?</translation>
    </message>
    <message>
        <source>Withdraw every consent of %1?</source>
        <translation>Alle Einwilligungen von %1 widerrufen?</translation>
    </message>
    <message numerus="yes">
        <source>%n picture(s) and what recognition knows of this face are gone for good, in older copies as well. Plate and pass go on working.</source>
        <translation>
            <numerusform>%n Bild und was die Erkennung von diesem Gesicht weiß, sind endgültig weg, auch in älteren Kopien. Kennzeichen und Ausweis gelten weiter.</numerusform>
            <numerusform>%n Bilder und was die Erkennung von diesem Gesicht weiß, sind endgültig weg, auch in älteren Kopien. Kennzeichen und Ausweis gelten weiter.</numerusform>
        </translation>
    </message>
    <message>
        <source>Withdraw the consent of %1: %2?</source>
        <translation>Die Einwilligung von %1 widerrufen: %2?</translation>
    </message>
    <message>
        <source>What stands on it is gone for good, in older copies as well. Other consents stay, and plate and pass go on working.</source>
        <translation>Was darauf beruht, ist endgültig weg, auch in älteren Kopien. Andere Einwilligungen bleiben, Kennzeichen und Ausweis gelten weiter.</translation>
    </message>
    <message>
        <source>Proof of a consent</source>
        <translation>Nachweis einer Einwilligung</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>Zurück</translation>
    </message>
    <message numerus="yes">
        <source>The entry, its consents and %n picture(s) are gone.</source>
        <translation>
            <numerusform>Der Eintrag, die Einwilligungen und %n Bild werden gelöscht.</numerusform>
            <numerusform>Der Eintrag, die Einwilligungen und %n Bilder werden gelöscht.</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 is removed.</source>
        <translation>%1 ist entfernt.</translation>
    </message>
    <message>
        <source>Save a copy of the signed form</source>
        <translation>Eine Kopie des unterschriebenen Formulars speichern</translation>
    </message>
    <message>
        <source>The copy is not encrypted: whoever has the file reads it. It lies outside the site and is yours to delete.</source>
        <translation>Die Kopie ist nicht verschlüsselt: Wer die Datei hat, kann sie lesen. Sie liegt außerhalb des Standorts, und Sie müssen sie selbst löschen.</translation>
    </message>
    <message>
        <source>Save a copy</source>
        <translation>Kopie speichern</translation>
    </message>
    <message>
        <source>Signed form</source>
        <translation>Unterschriebenes Formular</translation>
    </message>
    <message>
        <source>PDF (*.pdf)</source>
        <translation>PDF (*.pdf)</translation>
    </message>
    <message>
        <source>consent.pdf</source>
        <translation>einwilligung.pdf</translation>
    </message>
</context>
<context>
    <name>gatehouse::ui::PersonDetail</name>
    <message>
        <source>Reference</source>
        <translation>Referenz</translation>
    </message>
    <message>
        <source>Groups</source>
        <translation>Gruppen</translation>
    </message>
    <message>
        <source>none: no rule lets this person in</source>
        <translation>keine: Keine Regel lässt diese Person ein</translation>
    </message>
    <message>
        <source>Valid</source>
        <translation>Gültig</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>Notiz</translation>
    </message>
    <message>
        <source>No consent: this person uses a plate, a pass or the guard instead, on the same terms.</source>
        <translation>Keine Einwilligung: Diese Person nutzt gleichwertig Kennzeichen, Ausweis oder Wachdienst.</translation>
    </message>
    <message>
        <source>Add pictures</source>
        <translation>Bilder hinzufügen</translation>
    </message>
    <message>
        <source>Record consent, enrol</source>
        <translation>Einwilligung und Gesicht erfassen</translation>
    </message>
    <message>
        <source>%1 %</source>
        <translation>%1 %</translation>
    </message>
    <message>
        <source>How good the picture is</source>
        <translation>Bildqualität</translation>
    </message>
    <message>
        <source>Delete this picture</source>
        <translation>Dieses Bild löschen</translation>
    </message>
    <message>
        <source>%1: given %2, withdrawn %3</source>
        <translation>%1: erteilt %2, widerrufen %3</translation>
    </message>
    <message>
        <source>Earlier consents</source>
        <translation>Frühere Einwilligungen</translation>
    </message>
    <message>
        <source>Consents</source>
        <translation>Einwilligungen</translation>
    </message>
    <message>
        <source>%1: consent of %2, %3 (notice %4)</source>
        <translation>%1: Einwilligung vom %2, %3 (Hinweis %4)</translation>
    </message>
    <message>
        <source>Guardian: %1</source>
        <translation>Sorgeberechtigte: %1</translation>
    </message>
    <message>
        <source>Look at the signature or form</source>
        <translation>Unterschrift oder Formular ansehen</translation>
    </message>
    <message>
        <source>Withdraw this consent</source>
        <translation>Diese Einwilligung widerrufen</translation>
    </message>
    <message>
        <source>Further consent</source>
        <translation>Weitere Einwilligung</translation>
    </message>
    <message>
        <source>Withdraw all</source>
        <translation>Alle widerrufen</translation>
    </message>
</context>
<context>
    <name>gatehouse::ui::PersonForm</name>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>Reference</source>
        <translation>Referenz</translation>
    </message>
    <message>
        <source>Payroll number or the like. An import finds the person by it.</source>
        <translation>Personalnummer o. Ä. Daran erkennt ein Import die Person.</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>Notiz</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>Art</translation>
    </message>
    <message>
        <source>Groups</source>
        <translation>Gruppen</translation>
    </message>
    <message>
        <source>Access rules say which group may pass where and when.</source>
        <translation>Zutrittsregeln legen fest, welche Gruppe wo und wann passieren darf.</translation>
    </message>
    <message>
        <source>Change %1</source>
        <translation>%1 ändern</translation>
    </message>
    <message>
        <source>New person</source>
        <translation>Neue Person</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>Speichern</translation>
    </message>
    <message>
        <source>Add person</source>
        <translation>Person hinzufügen</translation>
    </message>
    <message>
        <source>Somebody else has this reference. Search for it to see who.</source>
        <translation>Diese Referenz ist schon vergeben. Danach suchen, um zu sehen, an wen.</translation>
    </message>
    <message>
        <source>Give a name of at most 120 letters.</source>
        <translation>Einen Namen mit höchstens 120 Zeichen angeben.</translation>
    </message>
    <message>
        <source>The note is too long. Keep it below 2,000 letters.</source>
        <translation>Die Notiz ist zu lang. Unter 2.000 Zeichen bleiben.</translation>
    </message>
    <message>
        <source>This cannot be a reference. Use letters, digits and dashes.</source>
        <translation>Keine gültige Referenz. Buchstaben, Ziffern und Bindestriche verwenden.</translation>
    </message>
    <message>
        <source>May be let in</source>
        <translation>Darf eingelassen werden</translation>
    </message>
    <message>
        <source>Valid</source>
        <translation>Gültig</translation>
    </message>
    <message>
        <source>On file, sealed. Leave it empty to keep it.</source>
        <translation>Hinterlegt und versiegelt. Leer lassen, um es zu behalten.</translation>
    </message>
    <message>
        <source>Sealed: who enters it cannot read it back.</source>
        <translation>Versiegelt: Wer es einträgt, kann es nicht zurücklesen.</translation>
    </message>
    <message>
        <source>Resident ID</source>
        <translation>Ausweisnummer</translation>
    </message>
    <message>
        <source>Give the number as it stands on the card, at most 40 letters.</source>
        <translation>Geben Sie die Nummer an, wie sie auf dem Ausweis steht, höchstens 40 Zeichen.</translation>
    </message>
    <message>
        <source>Date of birth</source>
        <translation>Geburtsdatum</translation>
    </message>
    <message>
        <source>Write the date as 1990-05-17; it cannot lie ahead.</source>
        <translation>Schreiben Sie das Datum als 1990-05-17; es darf nicht in der Zukunft liegen.</translation>
    </message>
    <message>
        <source>Take the resident ID away</source>
        <translation>Ausweisnummer entfernen</translation>
    </message>
    <message>
        <source>Take the date of birth away</source>
        <translation>Geburtsdatum entfernen</translation>
    </message>
    <message>
        <source>If it shows a child under 14, face data they agreed to alone is deleted: a guardian decides.</source>
        <translation>Zeigt es ein Kind unter 14, werden Gesichtsdaten gelöscht, in die es allein eingewilligt hat: Das entscheiden die Sorgeberechtigten.</translation>
    </message>
</context>
<context>
    <name>gatehouse::ui::PlateEditor</name>
    <message>
        <source>The right plate</source>
        <translation>Das richtige Kennzeichen</translation>
    </message>
    <message>
        <source>Take it  Enter</source>
        <translation>Übernehmen  Enter</translation>
    </message>
    <message>
        <source>Back  Esc</source>
        <translation>Zurück  Esc</translation>
    </message>
    <message>
        <source>Typing replaces the marked character; ← → move.</source>
        <translation>Tippen ersetzt das markierte Zeichen; ← → bewegen.</translation>
    </message>
    <message>
        <source>Typing replaces the marked character; ← → move; F7 takes %1.</source>
        <translation>Tippen ersetzt das markierte Zeichen; ← → bewegen; F7 übernimmt %1.</translation>
    </message>
    <message>
        <source>A plate has letters, digits or Chinese characters only, 12 at most.</source>
        <translation>Ein Kennzeichen hat nur Buchstaben, Ziffern oder chinesische Zeichen, höchstens 12.</translation>
    </message>
</context>
<context>
    <name>gatehouse::ui::PrivacyPage</name>
    <message>
        <source>Privacy</source>
        <translation>Datenschutz</translation>
    </message>
    <message>
        <source>Impact assessment</source>
        <translation>Folgenabschätzung</translation>
    </message>
    <message>
        <source>Delete what is overdue</source>
        <translation>Überfälliges löschen</translation>
    </message>
    <message>
        <source>New request</source>
        <translation>Neuer Antrag</translation>
    </message>
    <message>
        <source>No request is open</source>
        <translation>Kein Antrag ist offen</translation>
    </message>
    <message>
        <source>Whoever is recorded here may ask for a copy, a correction, a restriction or erasure. Note each request when it comes: it is due within a month.</source>
        <translation>Wer hier erfasst ist, darf Kopie, Berichtigung, Einschränkung oder Löschung verlangen. Notieren Sie jeden Antrag, wenn er kommt: Er ist binnen eines Monats zu beantworten.</translation>
    </message>
    <message>
        <source>Requests</source>
        <translation>Anträge</translation>
    </message>
    <message>
        <source>Closed ones too</source>
        <translation>Auch abgeschlossene</translation>
    </message>
    <message>
        <source>Retention</source>
        <translation>Aufbewahrung</translation>
    </message>
    <message>
        <source>Nothing is kept</source>
        <translation>Nichts gespeichert</translation>
    </message>
    <message>
        <source>Certificates</source>
        <translation>Bescheinigungen</translation>
    </message>
    <message>
        <source>Nothing was deleted yet</source>
        <translation>Noch nichts gelöscht</translation>
    </message>
    <message>
        <source>Each run of the retention and each erasure leaves a signed certificate here.</source>
        <translation>Jeder Löschlauf und jede Löschung hinterlässt hier eine signierte Bescheinigung.</translation>
    </message>
    <message>
        <source>Request %1</source>
        <translation>Antrag %1</translation>
    </message>
    <message>
        <source>Close…</source>
        <translation>Abschließen…</translation>
    </message>
    <message>
        <source>Everything held</source>
        <translation>Alles Gespeicherte</translation>
    </message>
    <message>
        <source>Lift</source>
        <translation>Aufheben</translation>
    </message>
    <message>
        <source>Restrict</source>
        <translation>Einschränken</translation>
    </message>
    <message>
        <source>Correct</source>
        <translation>Berichtigen</translation>
    </message>
    <message>
        <source>Export…</source>
        <translation>Exportieren…</translation>
    </message>
    <message>
        <source>Lift the restriction of %1?</source>
        <translation>Einschränkung von %1 aufheben?</translation>
    </message>
    <message>
        <source>Lanes recognise them again, and everybody who may finds them.</source>
        <translation>Spuren erkennen die Person wieder, und alle Berechtigten finden sie.</translation>
    </message>
    <message>
        <source>Restrict %1?</source>
        <translation>%1 einschränken?</translation>
    </message>
    <message>
        <source>What is held is kept, but no lane recognises them: the operator is asked. Only those who handle requests find them.</source>
        <translation>Gespeichertes bleibt, aber keine Spur erkennt die Person: Der Bediener wird gefragt. Nur wer Anträge bearbeitet, findet sie.</translation>
    </message>
    <message>
        <source>Save as PDF…</source>
        <translation>Als PDF speichern…</translation>
    </message>
    <message>
        <source>Certificate %1</source>
        <translation>Bescheinigung %1</translation>
    </message>
    <message>
        <source>Save the certificate</source>
        <translation>Bescheinigung speichern</translation>
    </message>
    <message>
        <source>PDF documents (*.pdf)</source>
        <translation>PDF-Dokumente (*.pdf)</translation>
    </message>
    <message>
        <source>Saved.</source>
        <translation>Gespeichert.</translation>
    </message>
    <message>
        <source>%1: certificate %2.</source>
        <translation>%1: Bescheinigung %2.</translation>
    </message>
    <message>
        <source>Held: %1 passages with %2 pictures, %3 face templates, %4 vehicles.</source>
        <translation>Vorhanden: %1 Durchgänge mit %2 Bildern, %3 Gesichtstemplates, %4 Fahrzeuge.</translation>
    </message>
    <message>
        <source>Erase…</source>
        <translation>Löschen…</translation>
    </message>
    <message>
        <source>Is it %1 now?</source>
        <translation>Ist es jetzt %1?</translation>
    </message>
    <message>
        <source>The clock is right: delete</source>
        <translation>Die Uhr stimmt: löschen</translation>
    </message>
    <message>
        <source>The clock is %1 days ahead of the time this machine can account for: it was switched off for that long, or the clock is wrong. If it is wrong, data and the audit trail would be deleted too early and cannot be brought back: put the clock right instead.</source>
        <translation>Die Uhr geht um %1 Tage vor gegenüber der Zeit, die dieser Rechner belegen kann: Er war so lange ausgeschaltet, oder die Uhr geht falsch. Geht sie falsch, würden Daten und Prüfprotokoll zu früh gelöscht und wären nicht wiederzubringen: Stellen Sie dann die Uhr.</translation>
    </message>
</context>
<context>
    <name>gatehouse::ui::PromptStrip</name>
    <message>
        <source>No, keep it (Esc)</source>
        <translation>Nein, behalten (Esc)</translation>
    </message>
    <message>
        <source>Type “%1” to confirm</source>
        <translation>Zur Bestätigung „%1“ eingeben</translation>
    </message>
</context>
<context>
    <name>gatehouse::ui::ProofView</name>
    <message>
        <source>Purpose</source>
        <translation>Zweck</translation>
    </message>
    <message>
        <source>Given</source>
        <translation>Gegeben</translation>
    </message>
    <message>
        <source>Form</source>
        <translation>Form</translation>
    </message>
    <message>
        <source>Guardian</source>
        <translation>Sorgeberechtigte</translation>
    </message>
    <message>
        <source>Notice</source>
        <translation>Hinweis</translation>
    </message>
    <message>
        <source>Signature or signed form</source>
        <translation>Unterschrift oder unterschriebenes Formular</translation>
    </message>
    <message>
        <source>Save a copy…</source>
        <translation>Kopie speichern …</translation>
    </message>
    <message>
        <source>The signed form is a PDF of %1 KB. To look at it, it has to leave the site as a file, which takes two people.</source>
        <translation>Das unterschriebene Formular ist ein PDF von %1 KB. Um es anzusehen, muss es den Standort als Datei verlassen; dazu braucht es zwei Personen.</translation>
    </message>
</context>
<context>
    <name>gatehouse::ui::RailButton</name>
    <message numerus="yes">
        <source>%n waiting</source>
        <translation>
            <numerusform>%n wartet</numerusform>
            <numerusform>%n warten</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>gatehouse::ui::RecordForm</name>
    <message>
        <source>This name is taken. Choose another one.</source>
        <translation>Dieser Name ist vergeben. Einen anderen wählen.</translation>
    </message>
    <message>
        <source>Save mine over it</source>
        <translation>Meine Fassung darüber speichern</translation>
    </message>
    <message>
        <source>yes</source>
        <translation>ja</translation>
    </message>
    <message>
        <source>no</source>
        <translation>nein</translation>
    </message>
    <message>
        <source>%1 changed this at %2, after you had opened it.</source>
        <translation>%1 hat dies um %2 geändert, nachdem Sie es geöffnet hatten.</translation>
    </message>
    <message>
        <source>Somebody else changed this after you had opened it.</source>
        <translation>Jemand anders hat dies geändert, nachdem Sie es geöffnet hatten.</translation>
    </message>
    <message>
        <source>Nothing was written over, and what you entered is kept. Save yours over it, or cancel to keep what is stored.</source>
        <translation>Es wurde nichts überschrieben, und Ihre Eingaben sind noch da. Speichern Sie Ihre Fassung darüber, oder brechen Sie ab und lassen Sie stehen, was gespeichert ist.</translation>
    </message>
    <message>
        <source>empty</source>
        <translation>leer</translation>
    </message>
    <message>
        <source>%1: stored “%2”, yours “%3”</source>
        <extracomment>A field of a form: its label, what is stored, what was entered</extracomment>
        <translation>%1: gespeichert „%2“, Ihres „%3“</translation>
    </message>
</context>
<context>
    <name>gatehouse::ui::RecordsPage</name>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Saved.</source>
        <translation>Gespeichert.</translation>
    </message>
    <message>
        <source>What you entered is not saved yet. Save it or cancel first.</source>
        <translation>Die Eingaben sind noch nicht gespeichert. Zuerst speichern oder abbrechen.</translation>
    </message>
    <message>
        <source>Throw away what you entered?</source>
        <translation>Eingaben verwerfen?</translation>
    </message>
    <message>
        <source>What you entered in this form is lost.</source>
        <translation>Die Eingaben in diesem Formular gehen verloren.</translation>
    </message>
    <message>
        <source>Throw away</source>
        <translation>Verwerfen</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>Entfernen</translation>
    </message>
    <message>
        <source>Throw it away?</source>
        <translation>Wirklich verwerfen?</translation>
    </message>
</context>
<context>
    <name>gatehouse::ui::RecoverForm</name>
    <message>
        <source>Open with the recovery code</source>
        <translation>Mit dem Wiederherstellungscode öffnen</translation>
    </message>
    <message>
        <source>The code from the sheet opens the site and gives one administrator a new passphrase.</source>
        <translation>Der Code vom Ausdruck öffnet den Standort und gibt einem Administrator eine neue Passphrase.</translation>
    </message>
    <message>
        <source>Back to sign-in</source>
        <translation>Zurück zur Anmeldung</translation>
    </message>
    <message>
        <source>Recovery code</source>
        <translation>Wiederherstellungscode</translation>
    </message>
    <message>
        <source>Dashes and blanks do not matter.</source>
        <translation>Bindestriche und Leerzeichen sind egal.</translation>
    </message>
    <message>
        <source>Administrator</source>
        <translation>Administrator</translation>
    </message>
    <message>
        <source>Whose passphrase is set anew.</source>
        <translation>Dessen Passphrase neu gesetzt wird.</translation>
    </message>
    <message>
        <source>Opening the store…</source>
        <translation>Datenspeicher wird geöffnet&#xa0;…</translation>
    </message>
    <message>
        <source>Open the site</source>
        <translation>Standort öffnen</translation>
    </message>
    <message>
        <source>The code or the administrator&apos;s name is wrong. Compare it with the sheet.</source>
        <translation>Der Code oder der Name des Administrators ist falsch. Mit dem Ausdruck vergleichen.</translation>
    </message>
    <message>
        <source>Type the recovery code from the sheet.</source>
        <translation>Den Wiederherstellungscode vom Ausdruck eingeben.</translation>
    </message>
    <message>
        <source>Type the administrator&apos;s name.</source>
        <translation>Den Namen des Administrators eingeben.</translation>
    </message>
</context>
<context>
    <name>gatehouse::ui::RecoveryCodeSheet</name>
    <message>
        <source>The new recovery code is shown only now; the old one is void. Whoever has it and this machine can open the site&apos;s records: keep it locked away, and away from here.</source>
        <translation>Der neue Wiederherstellungscode wird nur jetzt gezeigt; der alte gilt nicht mehr. Wer ihn und diesen Rechner hat, kann die Aufzeichnungen öffnen: Verwahren Sie ihn verschlossen und nicht hier.</translation>
    </message>
    <message>
        <source>I have it on paper or on a stick</source>
        <translation>Ich habe ihn auf Papier oder auf einem Stick</translation>
    </message>
    <message>
        <source>The new recovery code</source>
        <translation>Der neue Wiederherstellungscode</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>Fertig</translation>
    </message>
    <message>
        <source>The new code is shown only here, and the old one is void. Without it nobody gets back in when the passphrases are lost.</source>
        <translation>Der neue Code wird nur hier gezeigt, und der alte gilt nicht mehr. Ohne ihn kommt niemand mehr hinein, wenn die Passphrasen verloren sind.</translation>
    </message>
</context>
<context>
    <name>gatehouse::ui::RecoveryCodeView</name>
    <message>
        <source>Print…</source>
        <translation>Drucken…</translation>
    </message>
    <message>
        <source>Save to a stick…</source>
        <translation>Auf einem Stick speichern…</translation>
    </message>
    <message>
        <source>Recovery code</source>
        <translation>Wiederherstellungscode</translation>
    </message>
    <message>
        <source>Sent to the printer. Take the sheet at once.</source>
        <translation>An den Drucker gesendet. Nehmen Sie das Blatt sofort an sich.</translation>
    </message>
    <message>
        <source>Save the recovery code</source>
        <translation>Wiederherstellungscode speichern</translation>
    </message>
    <message>
        <source>Text (*.txt)</source>
        <translation>Text (*.txt)</translation>
    </message>
    <message>
        <source>recovery-code.txt</source>
        <translation>wiederherstellungscode.txt</translation>
    </message>
    <message>
        <source>That is the disk the site lies on: whoever takes it would have the code with it. Choose a stick, or print the code or write it down.</source>
        <translation>Das ist der Datenträger, auf dem der Standort liegt: Wer ihn mitnimmt, hätte den Code gleich dazu. Wählen Sie einen Stick, drucken Sie den Code oder schreiben Sie ihn ab.</translation>
    </message>
    <message>
        <source>Saved. Take the stick out and keep it away from this machine.</source>
        <translation>Gespeichert. Ziehen Sie den Stick ab und bewahren Sie ihn getrennt von diesem Rechner auf.</translation>
    </message>
    <message>
        <source>Gatehouse recovery code</source>
        <translation>Gatehouse-Wiederherstellungscode</translation>
    </message>
    <message>
        <source>Whoever has this sheet and the machine can open the site&apos;s records. Keep it locked away.</source>
        <translation>Wer dieses Blatt und den Rechner hat, kann die Daten des Standorts öffnen. Bewahren Sie es verschlossen auf.</translation>
    </message>
</context>
<context>
    <name>gatehouse::ui::RecoveryStep</name>
    <message>
        <source>The recovery code</source>
        <translation>Der Wiederherstellungscode</translation>
    </message>
    <message>
        <source>Step 3 of 3. If every administrator&apos;s passphrase is lost, this code opens the site again. It is shown only now and kept nowhere on this machine. Put it where the keys of the house are.</source>
        <translation>Schritt 3 von 3. Gehen die Passphrasen aller Administratoren verloren, öffnet dieser Code den Standort wieder. Er wird nur jetzt angezeigt und nirgends auf diesem Rechner gespeichert. Bei den Hausschlüsseln aufbewahren.</translation>
    </message>
    <message>
        <source>I have written it down, printed it or saved it away from this machine.</source>
        <translation>Der Code ist notiert, gedruckt oder extern gespeichert.</translation>
    </message>
    <message>
        <source>Open the console</source>
        <translation>Konsole öffnen</translation>
    </message>
</context>
<context>
    <name>gatehouse::ui::RegionPicker</name>
    <message>
        <source>%1 % from the left, %2 % from the top, %3 % wide, %4 % high</source>
        <translation>%1 % von links, %2 % von oben, %3 % breit, %4 % hoch</translation>
    </message>
</context>
<context>
    <name>gatehouse::ui::RegisterPage</name>
    <message>
        <source>Only active</source>
        <translation>Nur aktive</translation>
    </message>
    <message>
        <source>Group</source>
        <translation>Gruppe</translation>
    </message>
    <message>
        <source>Every group</source>
        <translation>Alle Gruppen</translation>
    </message>
    <message>
        <source>Import…</source>
        <translation>Importieren&#xa0;…</translation>
    </message>
    <message>
        <source>Groups</source>
        <translation>Gruppen</translation>
    </message>
    <message>
        <source>Valid</source>
        <translation>Gültig</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Status</translation>
    </message>
</context>
<context>
    <name>gatehouse::ui::RequestDetail</name>
    <message>
        <source>erased</source>
        <translation>gelöscht</translation>
    </message>
    <message>
        <source>What they ask for</source>
        <translation>Was verlangt wird</translation>
    </message>
    <message>
        <source>Received</source>
        <translation>Eingegangen</translation>
    </message>
    <message>
        <source>Due</source>
        <translation>Frist</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Status</translation>
    </message>
    <message>
        <source>Closed</source>
        <translation>Abgeschlossen</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>Notiz</translation>
    </message>
    <message>
        <source>Overdue: answer now, and say why it took longer.</source>
        <translation>Überfällig: Antworten Sie jetzt und nennen Sie den Grund der Verzögerung.</translation>
    </message>
    <message>
        <source>Corrected</source>
        <translation>Berichtigt</translation>
    </message>
</context>
<context>
    <name>gatehouse::ui::RequestForm</name>
    <message>
        <source>Whom it is about</source>
        <translation>Um wen es geht</translation>
    </message>
    <message>
        <source>Make sure that it is them who ask: look at a document, or call back.</source>
        <translation>Vergewissern Sie sich, wer fragt: Lassen Sie sich ein Dokument zeigen oder rufen Sie zurück.</translation>
    </message>
    <message>
        <source>What they ask for</source>
        <translation>Was verlangt wird</translation>
    </message>
    <message>
        <source>Received on</source>
        <translation>Eingegangen am</translation>
    </message>
    <message>
        <source>It is due a month later, and never more than 30 days.</source>
        <translation>Die Frist ist ein Monat, höchstens 30 Tage.</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>Notiz</translation>
    </message>
    <message>
        <source>How it came and who spoke for them. It goes when they are erased.</source>
        <translation>Wie er kam und wer für die Person sprach. Die Notiz verschwindet mit der Löschung.</translation>
    </message>
    <message>
        <source>Choose somebody from the list below the line.</source>
        <translation>Wählen Sie jemanden aus der Liste unter der Zeile.</translation>
    </message>
    <message>
        <source>New request</source>
        <translation>Neuer Antrag</translation>
    </message>
    <message>
        <source>Note the request</source>
        <translation>Antrag notieren</translation>
    </message>
</context>
<context>
    <name>gatehouse::ui::RestoreForm</name>
    <message>
        <source>Bring back the backup of %1</source>
        <translation>Sicherung vom %1 zurückspielen</translation>
    </message>
    <message>
        <source>Bring it back and close the site</source>
        <translation>Zurückspielen und Standort schließen</translation>
    </message>
    <message>
        <source>Looking through the backup: every page, the whole trail…</source>
        <translation>Die Sicherung wird geprüft: jede Seite und das ganze Prüfprotokoll…</translation>
    </message>
    <message>
        <source>Who may sign in, and with what, stays as it is now.</source>
        <translation>Wer sich womit anmelden darf, bleibt, wie es jetzt ist.</translation>
    </message>
    <message>
        <source>Lanes stop until somebody signs in again.</source>
        <translation>Die Spuren stehen, bis sich wieder jemand anmeldet.</translation>
    </message>
    <message>
        <source>Writing it into both trails…</source>
        <translation>Es wird in beide Prüfprotokolle geschrieben…</translation>
    </message>
    <message>
        <source>Closing the site…</source>
        <translation>Der Standort wird geschlossen…</translation>
    </message>
    <message>
        <source>What comes back, as it was then: people %1, vehicles %2, passages %3.</source>
        <translation>Was zurückkommt, wie es damals war: Personen %1, Fahrzeuge %2, Durchgänge %3.</translation>
    </message>
    <message>
        <source>What is lost: everything since then. Passages: %1, entries of the trail: %2.</source>
        <translation>Was verloren geht: alles seitdem. Durchgänge: %1, Einträge im Prüfprotokoll: %2.</translation>
    </message>
    <message>
        <source>Not coming back, because their keys were destroyed since or are missing: faces %1, pictures %2.</source>
        <translation>Nicht zurück kommen, weil ihre Schlüssel seitdem vernichtet wurden oder fehlen: Gesichter %1, Bilder %2.</translation>
    </message>
    <message>
        <source>What people asked for since stays as it is now. Restrictions: %1, lifted: %2, requests: %3. Removed or erased, and not coming back: %4.</source>
        <translation>Was Menschen seither verlangt haben, bleibt wie jetzt. Einschränkungen: %1, aufgehoben: %2, Anträge: %3. Entfernt oder gelöscht und kommen nicht zurück: %4.</translation>
    </message>
</context>
<context>
    <name>gatehouse::ui::RetentionForm</name>
    <message>
        <source>Days to keep it</source>
        <translation>Aufbewahrung in Tagen</translation>
    </message>
    <message>
        <source>Standard: %1. At least %2, at most %3.</source>
        <translation>Standard: %1. Mindestens %2, höchstens %3.</translation>
    </message>
    <message>
        <source>The notice of consent tells people %1: have a new notice signed first.</source>
        <translation>Der Hinweis zur Einwilligung nennt %1: Lassen Sie zuerst einen neuen Hinweis unterschreiben.</translation>
    </message>
    <message>
        <source>What is older than that is deleted with the next run, and cannot be brought back.</source>
        <translation>Was älter ist, wird beim nächsten Lauf gelöscht und lässt sich nicht zurückholen.</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>Speichern</translation>
    </message>
    <message>
        <source>Decided were %1; somebody changed that around the program, and nothing is deleted until the days are chosen again.</source>
        <translation>Beschlossen waren %1; jemand hat das am Programm vorbei geändert, und bis die Tage neu gewählt sind, wird nichts gelöscht.</translation>
    </message>
</context>
<context>
    <name>gatehouse::ui::ReturnForm</name>
    <message>
        <source>Restore a backup here</source>
        <translation>Eine Sicherung hier zurückspielen</translation>
    </message>
    <message>
        <source>For a machine that takes the place of another one. Everything comes from the backup, and is opened with what opened the site then.</source>
        <translation>Für einen Rechner, der einen anderen ersetzt. Alles kommt aus der Sicherung und öffnet sich mit dem, was den Standort damals öffnete.</translation>
    </message>
    <message>
        <source>Their code of the second factor, where they have one</source>
        <translation>Deren Code des zweiten Faktors, falls vorhanden</translation>
    </message>
    <message>
        <source>How far the backup is looked through</source>
        <translation>Wie weit die Sicherung durchgesehen ist</translation>
    </message>
    <message>
        <source>Second person</source>
        <translation>Zweite Person</translation>
    </message>
    <message>
        <source>Another operator of then who may restore backups, in person.</source>
        <translation>Jemand anderer von damals, der Sicherungen zurückspielen darf, persönlich.</translation>
    </message>
    <message>
        <source>Their passphrase of then</source>
        <translation>Deren Passphrase von damals</translation>
    </message>
    <message>
        <source>Look through the backup</source>
        <translation>Sicherung durchsehen</translation>
    </message>
    <message>
        <source>No, set up a new site</source>
        <translation>Nein, einen neuen Standort einrichten</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Bring the site back here</source>
        <translation>Den Standort hierher zurückholen</translation>
    </message>
    <message>
        <source>Choose another backup</source>
        <translation>Andere Sicherung wählen</translation>
    </message>
    <message>
        <source>Go to the sign-in</source>
        <translation>Zur Anmeldung</translation>
    </message>
    <message>
        <source>Putting the site in its place…</source>
        <translation>Der Standort wird an seinen Platz gebracht …</translation>
    </message>
    <message>
        <source>Unpacking the backup…</source>
        <translation>Die Sicherung wird ausgepackt …</translation>
    </message>
    <message>
        <source>Looking through it: every page, the whole audit trail…</source>
        <translation>Sie wird durchgesehen: jede Seite, das ganze Prüfprotokoll …</translation>
    </message>
    <message>
        <source>The backup is whole. It was made on %1. People: %2, vehicles: %3, passages: %4, entries of the audit trail: %5.</source>
        <translation>Die Sicherung ist vollständig. Sie ist vom %1. Personen: %2, Fahrzeuge: %3, Durchgänge: %4, Einträge des Prüfprotokolls: %5.</translation>
    </message>
    <message>
        <source>Without a copy of the key ring no face is recognised and no picture opens: faces %1, pictures %2. The copy can be brought back later, under Backups.</source>
        <translation>Ohne Kopie des Schlüsselbunds wird kein Gesicht erkannt und öffnet sich kein Bild: Gesichter %1, Bilder %2. Die Kopie kann später unter „Sicherungen“ zurückgeholt werden.</translation>
    </message>
    <message>
        <source>Not opening, because their keys were destroyed since or are not in the copy: faces %1 of %2, pictures %3 of %4.</source>
        <translation>Es öffnen sich nicht, weil ihre Schlüssel seither vernichtet wurden oder nicht in der Kopie sind: Gesichter %1 von %2, Bilder %3 von %4.</translation>
    </message>
    <message>
        <source>This takes two people. The second one signs in with what they had then.</source>
        <translation>Dafür braucht es zwei Personen. Die zweite meldet sich mit dem an, was sie damals hatte.</translation>
    </message>
    <message>
        <source>With the recovery code one person is enough. The audit trail will say so.</source>
        <translation>Mit dem Wiederherstellungscode genügt eine Person. Das Prüfprotokoll wird es festhalten.</translation>
    </message>
    <message>
        <source>The backup knows nobody else who may restore it, so one person is enough. The audit trail will say so.</source>
        <translation>Die Sicherung kennt niemand anderen, der sie zurückspielen darf; eine Person genügt. Das Prüfprotokoll wird es festhalten.</translation>
    </message>
    <message>
        <source>The second person enters their name and passphrase of then.</source>
        <translation>Die zweite Person gibt ihren Namen und ihre Passphrase von damals ein.</translation>
    </message>
    <message>
        <source>The site is back on this machine. Everyone signs in as they did then.</source>
        <translation>Der Standort ist wieder da, auf diesem Rechner. Alle melden sich an wie damals.</translation>
    </message>
    <message>
        <source>The second person&apos;s name or passphrase of then is wrong.</source>
        <translation>Name oder damalige Passphrase der zweiten Person stimmt nicht.</translation>
    </message>
    <message>
        <source>There is a site here already, or a part of one. A backup comes back to an empty machine; to an open site it comes under Backups.</source>
        <translation>Hier ist schon ein Standort oder ein Teil davon. Eine Sicherung kommt so nur auf einen leeren Rechner; an einem geöffneten Standort geht es unter „Sicherungen“.</translation>
    </message>
</context>
<context>
    <name>gatehouse::ui::ReturnQuestions</name>
    <message>
        <source>Backup</source>
        <translation>Sicherung</translation>
    </message>
    <message>
        <source>Which backup</source>
        <translation>Welche Sicherung</translation>
    </message>
    <message>
        <source>Backups (*.ghbackup)</source>
        <translation>Sicherungen (*.ghbackup)</translation>
    </message>
    <message>
        <source>Copy of the key ring</source>
        <translation>Kopie des Schlüsselbunds</translation>
    </message>
    <message>
        <source>Which copy of the key ring</source>
        <translation>Welche Kopie des Schlüsselbunds</translation>
    </message>
    <message>
        <source>Copies of a key ring (*.ghring)</source>
        <translation>Kopien eines Schlüsselbunds (*.ghring)</translation>
    </message>
    <message>
        <source>Without it faces and pictures stay shut; it can be brought back later.</source>
        <translation>Ohne sie bleiben Gesichter und Bilder verschlossen; sie kann später zurückgeholt werden.</translation>
    </message>
    <message>
        <source>Name and passphrase</source>
        <translation>Name und Passphrase</translation>
    </message>
    <message>
        <source>Recovery code</source>
        <translation>Wiederherstellungscode</translation>
    </message>
    <message>
        <source>Name of an administrator of then</source>
        <translation>Name eines Administrators von damals</translation>
    </message>
    <message>
        <source>Passphrase or recovery code of then</source>
        <translation>Passphrase oder Wiederherstellungscode von damals</translation>
    </message>
    <message>
        <source>Code of the second factor</source>
        <translation>Code des zweiten Faktors</translation>
    </message>
    <message>
        <source>The six digits the app shows.</source>
        <translation>Die sechs Ziffern, die die App zeigt.</translation>
    </message>
    <message>
        <source>Choose…</source>
        <translation>Wählen …</translation>
    </message>
    <message>
        <source>Choose the backup that is to come back.</source>
        <translation>Wählen Sie die Sicherung, die zurückkommen soll.</translation>
    </message>
    <message>
        <source>Enter the name, or choose the recovery code.</source>
        <translation>Geben Sie den Namen ein oder wählen Sie den Wiederherstellungscode.</translation>
    </message>
    <message>
        <source>Enter what opened the site when the backup was made.</source>
        <translation>Geben Sie ein, was den Standort öffnete, als die Sicherung gemacht wurde.</translation>
    </message>
    <message>
        <source>That does not open it. It is as it was when the backup was made.</source>
        <translation>Damit öffnet sie sich nicht. Es gilt, was galt, als die Sicherung gemacht wurde.</translation>
    </message>
</context>
<context>
    <name>gatehouse::ui::RingCard</name>
    <message>
        <source>Fill in from a copy…</source>
        <translation>Aus einer Kopie ergänzen…</translation>
    </message>
    <message>
        <source>Copy it to a file…</source>
        <translation>In eine Datei kopieren…</translation>
    </message>
    <message>
        <source>Key ring</source>
        <translation>Schlüsselbund</translation>
    </message>
    <message>
        <source>The keys of faces and pictures. No backup holds them, so that who is erased stays erased in all of them. They need a copy of their own, apart from the backups.</source>
        <translation>Die Schlüssel der Gesichter und Bilder. Keine Sicherung enthält sie, damit Gelöschte in allen gelöscht bleiben. Sie brauchen eine eigene Kopie, getrennt von den Sicherungen.</translation>
    </message>
    <message>
        <source>✓ The copy is as the ring is. It was made %1 ago.</source>
        <translation>✓ Die Kopie entspricht dem Schlüsselbund. Sie wurde vor %1 gemacht.</translation>
    </message>
    <message>
        <source>The copy was made %1 ago.</source>
        <translation>Die Kopie wurde vor %1 gemacht.</translation>
    </message>
    <message>
        <source>There is no copy.</source>
        <translation>Es gibt keine Kopie.</translation>
    </message>
    <message>
        <source>▲ No folder for the copy is chosen. If this machine is lost, faces and pictures are lost too.</source>
        <translation>▲ Für die Kopie ist kein Ordner gewählt. Geht dieser Rechner verloren, sind auch Gesichter und Bilder verloren.</translation>
    </message>
    <message>
        <source>▲ The folder for the copy is not there. Plug in the drive, or choose another folder.</source>
        <translation>▲ Der Ordner für die Kopie ist nicht da. Stecken Sie das Laufwerk an, oder wählen Sie einen anderen Ordner.</translation>
    </message>
    <message>
        <source>▲ The copy lies with the backups: whoever takes them has both. Choose another drive.</source>
        <translation>▲ Die Kopie liegt bei den Sicherungen: Wer sie mitnimmt, hat beides. Wählen Sie ein anderes Laufwerk.</translation>
    </message>
    <message>
        <source>▲ The copy is too old.</source>
        <translation>▲ Die Kopie ist zu alt.</translation>
    </message>
    <message>
        <source>▲ %1, made %2, holds keys that were destroyed since: copy to it again, or destroy it.</source>
        <translation>▲ %1 vom %2 enthält Schlüssel, die seitdem vernichtet wurden: Kopieren Sie erneut dorthin, oder vernichten Sie die Datei.</translation>
    </message>
    <message>
        <source>Where the copy of the key ring goes</source>
        <translation>Wohin die Kopie des Schlüsselbunds kommt</translation>
    </message>
    <message>
        <source>Copies of a key ring (*.ghring)</source>
        <translation>Kopien eines Schlüsselbunds (*.ghring)</translation>
    </message>
    <message>
        <source>Which copy of the key ring</source>
        <translation>Welche Kopie des Schlüsselbunds</translation>
    </message>
    <message>
        <source>▲ Keys are missing: faces that do not open: %1, pictures: %2. Fill them in from a copy.</source>
        <translation>▲ Es fehlen Schlüssel: Gesichter, die sich nicht öffnen: %1, Bilder: %2. Ergänzen Sie sie aus einer Kopie.</translation>
    </message>
    <message>
        <source>▲ Keys that are not in the copy yet: %1. It is renewed when its drive is there.</source>
        <translation>▲ Schlüssel, die noch nicht in der Kopie sind: %1. Sie wird erneuert, sobald ihr Laufwerk da ist.</translation>
    </message>
    <message>
        <source>▲ The copy still holds keys that were destroyed since: %1. It is renewed when its drive is there.</source>
        <translation>▲ Die Kopie enthält noch Schlüssel, die seitdem vernichtet wurden: %1. Sie wird erneuert, sobald ihr Laufwerk da ist.</translation>
    </message>
    <message>
        <source>▲ The copy lies on the disk of the store: one fault takes both.</source>
        <translation>▲ Die Kopie liegt auf demselben Datenträger wie der Datenspeicher: Ein Fehler nimmt beides.</translation>
    </message>
</context>
<context>
    <name>gatehouse::ui::RingImportForm</name>
    <message>
        <source>Fill in missing keys from a copy of the ring</source>
        <translation>Fehlende Schlüssel aus einer Kopie ergänzen</translation>
    </message>
    <message>
        <source>Fill in</source>
        <translation>Ergänzen</translation>
    </message>
    <message>
        <source>Reading the copy…</source>
        <translation>Die Kopie wird gelesen…</translation>
    </message>
    <message>
        <source>A copy of %1.</source>
        <translation>Eine Kopie vom %1.</translation>
    </message>
    <message>
        <source>Keys that are missing here are filled in; faces and pictures under them open again.</source>
        <translation>Schlüssel, die hier fehlen, werden ergänzt; Gesichter und Bilder, die sie schützen, öffnen sich wieder.</translation>
    </message>
    <message>
        <source>A key that was destroyed stays destroyed, however old the copy is.</source>
        <translation>Ein vernichteter Schlüssel bleibt vernichtet, wie alt die Kopie auch ist.</translation>
    </message>
    <message>
        <source>Filling in…</source>
        <translation>Es wird ergänzt…</translation>
    </message>
    <message>
        <source>Keys filled in: %1. Destroyed ones that stay so: %2.</source>
        <translation>Ergänzte Schlüssel: %1. Vernichtete, die es bleiben: %2.</translation>
    </message>
</context>
<context>
    <name>gatehouse::ui::RolesPage</name>
    <message>
        <source>Roles</source>
        <translation>Rollen</translation>
    </message>
    <message>
        <source>What takes two people</source>
        <translation>Was zwei Personen braucht</translation>
    </message>
    <message>
        <source>One person asks, another one signs in for this one act. Both names stand in the audit trail. The yes counts once, for five minutes. Where nobody else at the site could give it, one person may act alone, and the trail says so.</source>
        <translation>Eine Person beantragt, eine andere meldet sich für diese eine Handlung an. Beide Namen stehen im Prüfprotokoll. Die Genehmigung gilt einmal, fünf Minuten lang. Wo sie am Standort niemand sonst geben könnte, darf eine Person allein handeln, und das Prüfprotokoll hält es fest.</translation>
    </message>
    <message>
        <source>What each role may do</source>
        <translation>Was jede Rolle darf</translation>
    </message>
    <message>
        <source>The program checks this at every command, whatever a screen shows.</source>
        <translation>Das Programm prüft das bei jedem Befehl, was immer ein Bildschirm zeigt.</translation>
    </message>
    <message>
        <source>Right</source>
        <translation>Recht</translation>
    </message>
    <message>
        <source>✓ yes</source>
        <translation>✓ ja</translation>
    </message>
    <message>
        <source>%1: yes</source>
        <translation>%1: ja</translation>
    </message>
    <message>
        <source>%1: no</source>
        <translation>%1: nein</translation>
    </message>
    <message>
        <source>Act</source>
        <translation>Handlung</translation>
    </message>
    <message>
        <source>Who may ask</source>
        <translation>Wer beantragen darf</translation>
    </message>
    <message>
        <source>Who may approve, but not for themselves</source>
        <translation>Wer genehmigen darf, aber nicht für sich selbst</translation>
    </message>
</context>
<context>
    <name>gatehouse::ui::RuleForm</name>
    <message>
        <source>Change rule</source>
        <translation>Regel ändern</translation>
    </message>
    <message>
        <source>New rule</source>
        <translation>Neue Regel</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>Speichern</translation>
    </message>
    <message>
        <source>Add rule</source>
        <translation>Regel hinzufügen</translation>
    </message>
    <message>
        <source>at any hour</source>
        <translation>jederzeit</translation>
    </message>
    <message>
        <source>The rule is in use</source>
        <translation>Regel ist aktiv</translation>
    </message>
    <message>
        <source>Choose a group</source>
        <translation>Gruppe wählen</translation>
    </message>
    <message>
        <source>Choose a zone</source>
        <translation>Bereich wählen</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>Shown with every decision it makes.</source>
        <translation>Wird bei jeder ihrer Entscheidungen angezeigt.</translation>
    </message>
    <message>
        <source>Give a name of at most 60 letters.</source>
        <translation>Einen Namen mit höchstens 60 Zeichen angeben.</translation>
    </message>
    <message>
        <source>Group</source>
        <translation>Gruppe</translation>
    </message>
    <message>
        <source>There is no group yet: make one on the Groups tab.</source>
        <translation>Noch keine Gruppe: im Reiter „Gruppen“ anlegen.</translation>
    </message>
    <message>
        <source>Choose the group it speaks of.</source>
        <translation>Die Gruppe wählen, für die sie gilt.</translation>
    </message>
    <message>
        <source>Effect</source>
        <translation>Wirkung</translation>
    </message>
    <message>
        <source>Where two rules disagree, the refusal wins.</source>
        <translation>Bei Widerspruch gilt das Verbot.</translation>
    </message>
    <message>
        <source>Zone</source>
        <translation>Bereich</translation>
    </message>
    <message>
        <source>There is no zone yet: make one on the Zones tab.</source>
        <translation>Noch kein Bereich: im Reiter „Bereiche“ anlegen.</translation>
    </message>
    <message>
        <source>Choose the zone it speaks of.</source>
        <translation>Den Bereich wählen, für den sie gilt.</translation>
    </message>
    <message>
        <source>Hours</source>
        <translation>Zeiten</translation>
    </message>
    <message>
        <source>This schedule is gone. Choose another one.</source>
        <translation>Diesen Zeitplan gibt es nicht mehr. Einen anderen wählen.</translation>
    </message>
    <message>
        <source>Write the date as 2026-12-31.</source>
        <translation>Datum als 2026-12-31 schreiben.</translation>
    </message>
    <message>
        <source>Valid from</source>
        <translation>Gültig ab</translation>
    </message>
    <message>
        <source>Empty: at once.</source>
        <translation>Leer: ab sofort.</translation>
    </message>
    <message>
        <source>Valid until</source>
        <translation>Gültig bis</translation>
    </message>
    <message>
        <source>Empty: no end. That day still counts.</source>
        <translation>Leer: unbefristet. Dieser Tag zählt noch mit.</translation>
    </message>
</context>
<context>
    <name>gatehouse::ui::RulesPage</name>
    <message>
        <source>Rules</source>
        <translation>Regeln</translation>
    </message>
    <message>
        <source>Add rule</source>
        <translation>Regel hinzufügen</translation>
    </message>
    <message>
        <source>Add schedule</source>
        <translation>Zeitplan hinzufügen</translation>
    </message>
    <message>
        <source>Add zone</source>
        <translation>Bereich hinzufügen</translation>
    </message>
    <message>
        <source>Add group</source>
        <translation>Gruppe hinzufügen</translation>
    </message>
    <message>
        <source>Group</source>
        <translation>Gruppe</translation>
    </message>
    <message>
        <source>Zone</source>
        <translation>Bereich</translation>
    </message>
    <message>
        <source>No rule yet</source>
        <translation>Noch keine Regel</translation>
    </message>
    <message>
        <source>Without rules everybody is asked about. A rule lets one group into one zone at some hours.</source>
        <translation>Ohne Regeln wird bei jedem rückgefragt. Eine Regel lässt eine Gruppe zu bestimmten Zeiten in einen Bereich.</translation>
    </message>
    <message>
        <source>Schedule</source>
        <translation>Zeitplan</translation>
    </message>
    <message>
        <source>No schedule yet</source>
        <translation>Noch kein Zeitplan</translation>
    </message>
    <message>
        <source>A schedule is hours of the week that rules can name, on the site&apos;s clock.</source>
        <translation>Ein Zeitplan sind Wochenzeiten nach Ortszeit des Standorts, auf die sich Regeln beziehen.</translation>
    </message>
    <message>
        <source>Schedules</source>
        <translation>Zeitpläne</translation>
    </message>
    <message>
        <source>No zone yet</source>
        <translation>Noch kein Bereich</translation>
    </message>
    <message>
        <source>A zone is a part of the site that lanes lead to: the yard, the plant, the second floor.</source>
        <translation>Ein Bereich ist ein Teil des Standorts, zu dem Spuren führen: Hof, Werk, zweites Obergeschoss.</translation>
    </message>
    <message>
        <source>Zones</source>
        <translation>Bereiche</translation>
    </message>
    <message>
        <source>No group yet</source>
        <translation>Noch keine Gruppe</translation>
    </message>
    <message>
        <source>A group is people and vehicles that may pass alike. Rules speak of groups, never of single people.</source>
        <translation>Eine Gruppe umfasst Personen und Fahrzeuge mit gleichen Rechten. Regeln gelten für Gruppen, nie für Einzelne.</translation>
    </message>
    <message>
        <source>Groups</source>
        <translation>Gruppen</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>Entfernen</translation>
    </message>
    <message>
        <source>Rename</source>
        <translation>Umbenennen</translation>
    </message>
    <message>
        <source>Change</source>
        <translation>Ändern</translation>
    </message>
    <message>
        <source>Remove the rule %1?</source>
        <translation>Regel %1 entfernen?</translation>
    </message>
    <message>
        <source>From now on lanes decide without it: %1</source>
        <translation>Die Spuren entscheiden ab sofort ohne sie: %1</translation>
    </message>
    <message>
        <source>Remove the schedule %1?</source>
        <translation>Zeitplan %1 entfernen?</translation>
    </message>
    <message>
        <source>Its hours are lost. Rules that name it must be changed first.</source>
        <translation>Seine Zeiten gehen verloren. Regeln, die ihn verwenden, müssen zuerst geändert werden.</translation>
    </message>
    <message>
        <source>Remove the zone %1?</source>
        <translation>Bereich %1 entfernen?</translation>
    </message>
    <message>
        <source>Every rule that speaks of it goes too. Lanes that lead there must be changed first.</source>
        <translation>Alle Regeln dazu werden mit entfernt. Spuren, die dorthin führen, müssen zuerst geändert werden.</translation>
    </message>
    <message>
        <source>Remove the group %1?</source>
        <translation>Gruppe %1 entfernen?</translation>
    </message>
    <message numerus="yes">
        <source>%n rule(s) go with it. Its people and vehicles stay, without the group.</source>
        <translation>
            <numerusform>%n Regel wird mit entfernt. Personen und Fahrzeuge bleiben, ohne die Gruppe.</numerusform>
            <numerusform>%n Regeln werden mit entfernt. Personen und Fahrzeuge bleiben, ohne die Gruppe.</numerusform>
        </translation>
    </message>
    <message>
        <source>A rule still names this schedule. Change that rule first.</source>
        <translation>Eine Regel verwendet diesen Zeitplan noch. Zuerst die Regel ändern.</translation>
    </message>
    <message>
        <source>A lane still leads to this zone. Change that lane first.</source>
        <translation>Eine Spur führt noch zu diesem Bereich. Zuerst die Spur ändern.</translation>
    </message>
</context>
<context>
    <name>gatehouse::ui::ScheduleForm</name>
    <message>
        <source>Change schedule</source>
        <translation>Zeitplan ändern</translation>
    </message>
    <message>
        <source>New schedule</source>
        <translation>Neuer Zeitplan</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>Speichern</translation>
    </message>
    <message>
        <source>Add schedule</source>
        <translation>Zeitplan hinzufügen</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>What rules call these hours: day shift, deliveries.</source>
        <translation>So nennen Regeln diese Zeiten: Tagschicht, Anlieferung.</translation>
    </message>
    <message>
        <source>Give a name of at most 60 letters.</source>
        <translation>Einen Namen mit höchstens 60 Zeichen angeben.</translation>
    </message>
    <message>
        <source>Hours</source>
        <translation>Zeiten</translation>
    </message>
    <message>
        <source>On the site&apos;s clock. Drag over the week to fill it, drag over filled hours to empty them.</source>
        <translation>Nach Ortszeit des Standorts. Über die Woche ziehen füllt, über gefüllte Zeiten ziehen leert.</translation>
    </message>
    <message>
        <source>Give it at least one hour, or nobody is ever let in by it.</source>
        <translation>Mindestens eine Zeit angeben, sonst lässt er nie jemanden ein.</translation>
    </message>
</context>
<context>
    <name>gatehouse::ui::SealedView</name>
    <message>
        <source>on file, sealed</source>
        <translation>hinterlegt, versiegelt</translation>
    </message>
    <message>
        <source>not on file</source>
        <translation>nicht hinterlegt</translation>
    </message>
    <message>
        <source>Resident ID</source>
        <translation>Ausweisnummer</translation>
    </message>
    <message>
        <source>Date of birth</source>
        <translation>Geburtsdatum</translation>
    </message>
    <message>
        <source>Why it is shown</source>
        <translation>Warum es angezeigt wird</translation>
    </message>
    <message>
        <source>Why?</source>
        <translation>Warum?</translation>
    </message>
    <message>
        <source>Show</source>
        <translation>Anzeigen</translation>
    </message>
</context>
<context>
    <name>gatehouse::ui::SecondFactorForm</name>
    <message>
        <source>Passphrase you use now</source>
        <translation>Ihre jetzige Passphrase</translation>
    </message>
    <message>
        <source>Code</source>
        <translation>Code</translation>
    </message>
    <message>
        <source>The six digits the app shows now.</source>
        <translation>Die sechs Ziffern, die die App gerade zeigt.</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>QR code for the authenticator app; the same is written below it</source>
        <translation>QR-Code für die Authenticator-App; darunter steht dasselbe als Text</translation>
    </message>
    <message>
        <source>Off. With an authenticator app on your phone, signing in also takes the code it shows, and %1 characters are enough for the passphrase.</source>
        <translation>Aus. Mit einer Authenticator-App auf Ihrem Telefon braucht die Anmeldung auch den Code, den sie zeigt, und für die Passphrase genügen %1 Zeichen.</translation>
    </message>
    <message>
        <source>Set up…</source>
        <translation>Einrichten…</translation>
    </message>
    <message>
        <source>Scan this with the app, or type the letters below it, then enter the code it shows. The letters are shown only now.</source>
        <translation>Scannen Sie dies mit der App, oder tippen Sie die Zeichen darunter ab, und geben Sie dann den Code ein, den sie zeigt. Die Zeichen sehen Sie nur jetzt.</translation>
    </message>
    <message>
        <source>Turn on</source>
        <translation>Einschalten</translation>
    </message>
    <message>
        <source>On: signing in takes the code of your authenticator app. If the phone is lost, another administrator or the recovery code helps.</source>
        <translation>Ein: Die Anmeldung braucht den Code Ihrer Authenticator-App. Ist das Telefon verloren, helfen ein anderer Administrator oder der Wiederherstellungscode.</translation>
    </message>
    <message>
        <source>Turn off</source>
        <translation>Ausschalten</translation>
    </message>
    <message>
        <source>Enter the passphrase you signed in with.</source>
        <translation>Geben Sie die Passphrase ein, mit der Sie sich angemeldet haben.</translation>
    </message>
    <message>
        <source>Enter the code the app shows.</source>
        <translation>Geben Sie den Code ein, den die App zeigt.</translation>
    </message>
    <message>
        <source>On from now on.</source>
        <translation>Ab jetzt eingeschaltet.</translation>
    </message>
    <message>
        <source>Off. The passphrase alone signs you in.</source>
        <translation>Ausgeschaltet. Die Passphrase allein genügt zur Anmeldung.</translation>
    </message>
    <message>
        <source>This is not the passphrase you signed in with.</source>
        <translation>Das ist nicht die Passphrase, mit der Sie sich angemeldet haben.</translation>
    </message>
    <message>
        <source>Your passphrase is too short to stand alone. Change it to one of at least %1 characters first.</source>
        <translation>Ihre Passphrase ist zu kurz, um allein zu genügen. Ändern Sie sie zuerst in eine mit mindestens %1 Zeichen.</translation>
    </message>
</context>
<context>
    <name>gatehouse::ui::SecondPerson</name>
    <message>
        <source>Second person</source>
        <translation>Zweite Person</translation>
    </message>
    <message>
        <source>Their passphrase</source>
        <translation>Deren Passphrase</translation>
    </message>
    <message>
        <source>The code of their authenticator</source>
        <translation>Der Code ihres Authenticators</translation>
    </message>
    <message>
        <source>A second person signs in for this one act</source>
        <translation>Eine zweite Person meldet sich für diese eine Handlung an</translation>
    </message>
    <message>
        <source>Nobody else at this site may approve this. You may do it alone; the audit trail says so.</source>
        <translation>Niemand sonst an diesem Standort darf das genehmigen. Sie dürfen es allein tun; das Prüfprotokoll hält es fest.</translation>
    </message>
    <message>
        <source>Who approves it? Enter their name.</source>
        <translation>Wer genehmigt es? Geben Sie den Namen ein.</translation>
    </message>
    <message>
        <source>They type their own passphrase here.</source>
        <translation>Hier gibt die zweite Person ihre eigene Passphrase ein.</translation>
    </message>
    <message>
        <source>It has to be somebody else than you. Who may approve: %1.</source>
        <translation>Es muss jemand anderes sein als Sie. Genehmigen darf: %1.</translation>
    </message>
    <message>
        <source>You stay signed in.</source>
        <translation>Sie bleiben angemeldet.</translation>
    </message>
    <message>
        <source>You do this alone</source>
        <translation>Sie tun dies allein</translation>
    </message>
</context>
<context>
    <name>gatehouse::ui::SecretOfThen</name>
    <message>
        <source>Their passphrase of then, or the recovery code of then</source>
        <translation>Damalige Passphrase oder damaliger Wiederherstellungscode</translation>
    </message>
    <message>
        <source>This copy is from before the site&apos;s key was renewed. It opens with what opened the site then, and comes under the key of now.</source>
        <translation>Diese Kopie ist aus der Zeit vor der Erneuerung des Standortschlüssels. Sie öffnet sich mit dem, was den Standort damals öffnete, und kommt unter den heutigen Schlüssel.</translation>
    </message>
    <message>
        <source>Who could sign in then</source>
        <translation>Wer sich damals anmelden konnte</translation>
    </message>
    <message>
        <source>Leave it empty when you have the recovery code of then.</source>
        <translation>Leer lassen, wenn Sie den damaligen Wiederherstellungscode haben.</translation>
    </message>
    <message>
        <source>That did not open it. Both are as they were when the copy was made.</source>
        <translation>Das hat sie nicht geöffnet. Beides muss sein wie zur Zeit der Kopie.</translation>
    </message>
</context>
<context>
    <name>gatehouse::ui::SidePanel</name>
    <message>
        <source>Close this panel</source>
        <translation>Seitenleiste schließen</translation>
    </message>
</context>
<context>
    <name>gatehouse::ui::SignInForm</name>
    <message>
        <source>Sign in</source>
        <translation>Anmelden</translation>
    </message>
    <message>
        <source>The site&apos;s records are closed until somebody signs in.</source>
        <translation>Die Daten des Standorts sind verschlossen, bis sich jemand anmeldet.</translation>
    </message>
    <message>
        <source>Locked</source>
        <translation>Gesperrt</translation>
    </message>
    <message>
        <source>The lanes go on working. %1, type your passphrase to continue.</source>
        <translation>Die Spuren arbeiten weiter. %1, zum Fortfahren die Passphrase eingeben.</translation>
    </message>
    <message>
        <source>Change operator</source>
        <translation>Bediener wechseln</translation>
    </message>
    <message>
        <source>Operator</source>
        <translation>Bediener</translation>
    </message>
    <message>
        <source>Passphrase</source>
        <translation>Passphrase</translation>
    </message>
    <message>
        <source>Passphrase lost? Use the recovery code</source>
        <translation>Passphrase verloren? Mit Code öffnen</translation>
    </message>
    <message>
        <source>I am somebody else: change operator</source>
        <translation>Jemand anderes? Bediener wechseln</translation>
    </message>
    <message>
        <source>Wait %1</source>
        <translation>Warten: %1</translation>
    </message>
    <message>
        <source>Opening the store…</source>
        <translation>Datenspeicher wird geöffnet&#xa0;…</translation>
    </message>
    <message>
        <source>Checking…</source>
        <translation>Wird geprüft&#xa0;…</translation>
    </message>
    <message>
        <source>Unlock</source>
        <translation>Entsperren</translation>
    </message>
    <message>
        <source>Take over</source>
        <translation>Übernehmen</translation>
    </message>
    <message>
        <source>Code</source>
        <translation>Code</translation>
    </message>
    <message>
        <source>The six digits your authenticator app shows now. They change every 30 seconds.</source>
        <translation>Die sechs Ziffern, die Ihre Authenticator-App gerade zeigt. Sie wechseln alle 30 Sekunden.</translation>
    </message>
    <message>
        <source>Type the passphrase again</source>
        <translation>Passphrase noch einmal eingeben</translation>
    </message>
    <message>
        <source>The lanes go on working. The screen stays locked until you take over.</source>
        <translation>Die Spuren arbeiten weiter. Der Bildschirm bleibt gesperrt, bis Sie übernehmen.</translation>
    </message>
    <message>
        <source>Back to the lock (Esc)</source>
        <translation>Zurück zur Sperre (Esc)</translation>
    </message>
</context>
<context>
    <name>gatehouse::ui::SignaturePad</name>
    <message>
        <source>Signature</source>
        <translation>Unterschrift</translation>
    </message>
    <message>
        <source>Sign here with the mouse, a pen or a finger</source>
        <translation>Hier mit Maus, Stift oder Finger unterschreiben</translation>
    </message>
    <message>
        <source>Sign above this line</source>
        <translation>Über dieser Linie unterschreiben</translation>
    </message>
</context>
<context>
    <name>gatehouse::ui::SiteShell</name>
    <message>
        <source>What needs somebody</source>
        <translation>Was Eingreifen erfordert</translation>
    </message>
    <message>
        <source>Help</source>
        <translation>Hilfe</translation>
    </message>
    <message>
        <source>Display and sound</source>
        <translation>Anzeige und Ton</translation>
    </message>
</context>
<context>
    <name>gatehouse::ui::SiteStep</name>
    <message>
        <source>Set up the demo site</source>
        <translation>Demo-Standort einrichten</translation>
    </message>
    <message>
        <source>Set up your site</source>
        <translation>Standort einrichten</translation>
    </message>
    <message>
        <source>Step 1 of 3. Everything stays on this machine, encrypted, and is readable only after signing in.</source>
        <translation>Schritt 1 von 3. Alles bleibt verschlüsselt auf diesem Rechner und ist nur nach Anmeldung lesbar.</translation>
    </message>
    <message>
        <source>Demo site</source>
        <translation>Demo-Standort</translation>
    </message>
    <message>
        <source>Name of the site</source>
        <translation>Name des Standorts</translation>
    </message>
    <message>
        <source>As it shall stand on screen and on reports.</source>
        <translation>So erscheint er am Bildschirm und in Berichten.</translation>
    </message>
    <message>
        <source>Time zone</source>
        <translation>Zeitzone</translation>
    </message>
    <message>
        <source>Type a city: Shanghai, Berlin, Sao Paulo, Chicago.</source>
        <translation>Stadt eingeben: Shanghai, Berlin, Sao Paulo, Chicago.</translation>
    </message>
    <message>
        <source>Continue</source>
        <translation>Weiter</translation>
    </message>
    <message>
        <source>Look around in the demo site first</source>
        <translation>Zuerst im Demo-Standort umsehen</translation>
    </message>
    <message>
        <source>Give the site a name: the street, the company or the house.</source>
        <translation>Dem Standort einen Namen geben: Straße, Firma oder Haus.</translation>
    </message>
    <message>
        <source>There is no such time zone. Choose one from the list.</source>
        <translation>Diese Zeitzone gibt es nicht. Eine aus der Liste wählen.</translation>
    </message>
    <message>
        <source>No, set up my own site</source>
        <translation>Nein, eigenen Standort einrichten</translation>
    </message>
    <message>
        <source>Drawn cars and people drive and walk past cameras of our own making. It is a site of its own, clearly marked, and is thrown away on request.</source>
        <translation>Gezeichnete Fahrzeuge und Personen passieren eigens erzeugte Kameras. Der Demo-Standort ist eigenständig, klar gekennzeichnet und lässt sich jederzeit verwerfen.</translation>
    </message>
    <message>
        <source>Restore a backup here</source>
        <translation>Eine Sicherung hier zurückspielen</translation>
    </message>
</context>
<context>
    <name>gatehouse::ui::SoundButton</name>
    <message>
        <source>An alarm sounds. Press when you have heard it.</source>
        <translation>Ein Alarm ertönt. Drücken, wenn Sie ihn gehört haben.</translation>
    </message>
    <message>
        <source>Alarm sounds are on. Press to mute them.</source>
        <translation>Alarmtöne sind an. Zum Stummschalten drücken.</translation>
    </message>
    <message>
        <source>Alarm sounds are muted. Press to hear them.</source>
        <translation>Alarmtöne sind stumm. Zum Einschalten drücken.</translation>
    </message>
    <message>
        <source>No alarm sounds: this computer has no loudspeaker.</source>
        <translation>Keine Alarmtöne: Dieser Rechner hat keinen Lautsprecher.</translation>
    </message>
    <message>
        <source>No alarm sounds: they cannot be played here.</source>
        <translation>Keine Alarmtöne: Sie können hier nicht abgespielt werden.</translation>
    </message>
</context>
<context>
    <name>gatehouse::ui::SoundFields</name>
    <message>
        <source>Alarm sounds</source>
        <translation>Alarmtöne</translation>
    </message>
    <message>
        <source>Volume</source>
        <translation>Lautstärke</translation>
    </message>
    <message>
        <source>Somebody asks</source>
        <translation>Jemand fragt</translation>
    </message>
    <message>
        <source>A camera is silent or a gate does not answer</source>
        <translation>Eine Kamera schweigt oder eine Schranke antwortet nicht</translation>
    </message>
    <message>
        <source>Nothing is recorded</source>
        <translation>Nichts wird aufgezeichnet</translation>
    </message>
    <message>
        <source>once</source>
        <translation>einmal</translation>
    </message>
    <message>
        <source>again and again</source>
        <translation>immer wieder</translation>
    </message>
    <message>
        <source>until acknowledged (F9)</source>
        <translation>bis zur Bestätigung (F9)</translation>
    </message>
    <message>
        <source>Hear it</source>
        <translation>Anhören</translation>
    </message>
</context>
<context>
    <name>gatehouse::ui::StatusStrip</name>
    <message>
        <source>DEMO SITE · drawn cars and people</source>
        <translation>DEMO · gezeichnete Fahrzeuge und Personen</translation>
    </message>
    <message>
        <source>The site&apos;s time (%1)</source>
        <translation>Ortszeit des Standorts (%1)</translation>
    </message>
    <message>
        <source>no cameras running</source>
        <translation>keine Kamera aktiv</translation>
    </message>
    <message numerus="yes">
        <source>%n camera(s) live</source>
        <translation>
            <numerusform>%n Kamera live</numerusform>
            <numerusform>%n Kameras live</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n connecting</source>
        <translation>
            <numerusform>%n verbindet</numerusform>
            <numerusform>%n verbinden</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n silent</source>
        <translation>
            <numerusform>%n ohne Bild</numerusform>
            <numerusform>%n ohne Bild</numerusform>
        </translation>
    </message>
    <message>
        <source>store fails</source>
        <translation>Datenspeicher gestört</translation>
    </message>
    <message>
        <source>store ✓</source>
        <translation>Datenspeicher ✓</translation>
    </message>
    <message>
        <source>The newest record did not reach the disk. Gates stay shut until you decide.</source>
        <translation>Der letzte Datensatz wurde nicht gespeichert. Schranken bleiben zu, bis Sie entscheiden.</translation>
    </message>
    <message>
        <source>The encrypted store takes every record.</source>
        <translation>Der verschlüsselte Datenspeicher nimmt jeden Datensatz auf.</translation>
    </message>
    <message>
        <source>Sound off</source>
        <translation>Ton aus</translation>
    </message>
    <message>
        <source>Alarms make no sound. Press to hear them.</source>
        <translation>Alarme sind stumm. Drücken, um sie zu hören.</translation>
    </message>
    <message>
        <source>DEMO</source>
        <translation>DEMO</translation>
    </message>
    <message>
        <source>The last good backup of the store</source>
        <translation>Die letzte gute Sicherung des Datenspeichers</translation>
    </message>
    <message>
        <source>disk %1 % left</source>
        <translation>noch %1 % Platz</translation>
    </message>
    <message>
        <source>backup %1</source>
        <translation>Sicherung %1</translation>
    </message>
    <message>
        <source>no backup</source>
        <translation>keine Sicherung</translation>
    </message>
    <message numerus="yes">
        <source>%Ln people</source>
        <translation>
            <numerusform>%Ln Person</numerusform>
            <numerusform>%Ln Personen</numerusform>
        </translation>
    </message>
    <message>
        <source>keys missing</source>
        <translation>Schlüssel fehlen</translation>
    </message>
    <message>
        <source>Keys of faces or pictures are missing: they do not open until an administrator brings back a copy of the key ring (Backups).</source>
        <translation>Schlüssel von Gesichtern oder Bildern fehlen: Sie öffnen sich erst, wenn ein Administrator eine Kopie des Schlüsselbunds zurückholt (Sicherungen).</translation>
    </message>
    <message>
        <source>no copy of the keys</source>
        <translation>keine Kopie der Schlüssel</translation>
    </message>
    <message>
        <source>The keys of faces and pictures are in no backup, so that who is erased stays erased. They need a copy of their own on another drive (Backups).</source>
        <translation>Die Schlüssel von Gesichtern und Bildern sind in keiner Sicherung, damit Gelöschtes gelöscht bleibt. Sie brauchen eine eigene Kopie auf einem anderen Laufwerk (Sicherungen).</translation>
    </message>
    <message>
        <source>copy of the keys %1 old</source>
        <translation>Kopie der Schlüssel %1 alt</translation>
    </message>
    <message>
        <source>The copy of the key ring is too old: plug its drive in, or make a copy now (Backups).</source>
        <translation>Die Kopie des Schlüsselbunds ist zu alt: Schließen Sie ihr Laufwerk an oder machen Sie jetzt eine Kopie (Sicherungen).</translation>
    </message>
</context>
<context>
    <name>gatehouse::ui::SubjectDetail</name>
    <message>
        <source>Plate nobody registered</source>
        <translation>Nicht registriertes Kennzeichen</translation>
    </message>
    <message>
        <source>Vehicle %1</source>
        <translation>Fahrzeug %1</translation>
    </message>
    <message>
        <source>Region</source>
        <translation>Region</translation>
    </message>
    <message>
        <source>Description</source>
        <translation>Beschreibung</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>Art</translation>
    </message>
    <message>
        <source>Reference</source>
        <translation>Referenz</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>Notiz</translation>
    </message>
    <message>
        <source>Groups</source>
        <translation>Gruppen</translation>
    </message>
    <message>
        <source>Consents</source>
        <translation>Einwilligungen</translation>
    </message>
    <message>
        <source>None was given.</source>
        <translation>Keine erteilt.</translation>
    </message>
    <message>
        <source>given %1, withdrawn %2</source>
        <translation>erteilt %1, widerrufen %2</translation>
    </message>
    <message>
        <source>given %1</source>
        <translation>erteilt %1</translation>
    </message>
    <message>
        <source>Face templates: %1</source>
        <translation>Gesichtstemplates: %1</translation>
    </message>
    <message>
        <source>quality %1 %, made %2</source>
        <translation>Güte %1 %, erstellt %2</translation>
    </message>
    <message>
        <source>Passages: %1, with %2 pictures</source>
        <translation>Durchgänge: %1, mit %2 Bildern</translation>
    </message>
    <message>
        <source>The package holds the older ones too.</source>
        <translation>Ältere stehen im Paket.</translation>
    </message>
    <message>
        <source>Audit entries: %1</source>
        <translation>Einträge im Prüfprotokoll: %1</translation>
    </message>
    <message>
        <source>Sealed</source>
        <translation>Versiegelt</translation>
    </message>
    <message>
        <source>resident ID number, date of birth</source>
        <translation>Ausweisnummer, Geburtsdatum</translation>
    </message>
    <message>
        <source>resident ID number</source>
        <translation>Ausweisnummer</translation>
    </message>
    <message>
        <source>date of birth</source>
        <translation>Geburtsdatum</translation>
    </message>
    <message>
        <source>A guardian decides until</source>
        <translation>Sorgeberechtigte entscheiden bis</translation>
    </message>
    <message>
        <source>Removed on %1. What is still held goes with its time, and the name with the last of it.</source>
        <translation>Entfernt am %1. Was noch gespeichert ist, wird mit Ablauf seiner Frist gelöscht, der Name mit dem letzten davon.</translation>
    </message>
    <message>
        <source>Restricted since %1: no lane recognises them, and nothing of theirs goes by its age.</source>
        <translation>Eingeschränkt seit %1: Keine Spur erkennt die Person, und nichts davon wird wegen seines Alters gelöscht.</translation>
    </message>
</context>
<context>
    <name>gatehouse::ui::SubjectPicker</name>
    <message>
        <source>Name, reference or plate</source>
        <translation>Name, Referenz oder Kennzeichen</translation>
    </message>
    <message>
        <source>Whom it is about</source>
        <translation>Um wen es geht</translation>
    </message>
    <message>
        <source>Who fits</source>
        <translation>Wer passt</translation>
    </message>
    <message>
        <source>%1, a plate nobody registered</source>
        <translation>%1, ein nicht registriertes Kennzeichen</translation>
    </message>
</context>
<context>
    <name>gatehouse::ui::TrailExport</name>
    <message>
        <source>Export…</source>
        <translation>Exportieren …</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>Anhalten</translation>
    </message>
    <message>
        <source>The whole trail in codes and numbers, without names, signed by the site.</source>
        <translation>Das ganze Prüfprotokoll in Codes und Nummern, ohne Namen, vom Standort signiert.</translation>
    </message>
    <message>
        <source>Progress of the export</source>
        <translation>Fortschritt des Exports</translation>
    </message>
    <message>
        <source>Export the audit trail</source>
        <translation>Prüfprotokoll exportieren</translation>
    </message>
    <message>
        <source>Audit export (*.jsonl)</source>
        <translation>Export des Prüfprotokolls (*.jsonl)</translation>
    </message>
    <message>
        <source>Exported %L1 entries. Anyone can check the file with verify_audit.py, which comes with this program. Head: %2. Key of the site: %3</source>
        <translation>%L1 Einträge exportiert. Jeder kann die Datei mit verify_audit.py prüfen, das diesem Programm beiliegt. Kopf: %2. Schlüssel des Standorts: %3</translation>
    </message>
    <message>
        <source>Stopped. No file was written.</source>
        <translation>Angehalten. Es wurde keine Datei geschrieben.</translation>
    </message>
</context>
<context>
    <name>gatehouse::ui::ValidityFields</name>
    <message>
        <source>Valid from</source>
        <translation>Gültig ab</translation>
    </message>
    <message>
        <source>Empty: at once.</source>
        <translation>Leer: ab sofort.</translation>
    </message>
    <message>
        <source>Valid until</source>
        <translation>Gültig bis</translation>
    </message>
    <message>
        <source>Empty: no end. That day still counts.</source>
        <translation>Leer: unbefristet. Dieser Tag zählt noch mit.</translation>
    </message>
    <message>
        <source>Write the date as 2026-12-31.</source>
        <translation>Datum als 2026-12-31 schreiben.</translation>
    </message>
    <message>
        <source>This is before it begins.</source>
        <translation>Das liegt vor dem Beginn.</translation>
    </message>
    <message>
        <source>from %1 until %2</source>
        <translation>%1 bis %2</translation>
    </message>
    <message>
        <source>from %1</source>
        <translation>ab %1</translation>
    </message>
    <message>
        <source>until %1</source>
        <translation>bis %1</translation>
    </message>
    <message>
        <source>without limit</source>
        <translation>unbefristet</translation>
    </message>
    <message numerus="yes">
        <source>The last day of the visit, at most %n days ahead.</source>
        <translation>
            <numerusform>Der letzte Tag des Besuchs, höchstens %n Tag im Voraus.</numerusform>
            <numerusform>Der letzte Tag des Besuchs, höchstens %n Tage im Voraus.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>A visitor has a last day here, at most %n days ahead. Who comes for longer is a contractor or a resident.</source>
        <translation>
            <numerusform>Ein Besuch hat hier einen letzten Tag, höchstens %n Tag im Voraus. Wer länger kommt, gehört zu einer Fremdfirma oder ist Bewohner.</numerusform>
            <numerusform>Ein Besuch hat hier einen letzten Tag, höchstens %n Tage im Voraus. Wer länger kommt, gehört zu einer Fremdfirma oder ist Bewohner.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>gatehouse::ui::VehicleDetail</name>
    <message>
        <source>Description</source>
        <translation>Beschreibung</translation>
    </message>
    <message>
        <source>Groups</source>
        <translation>Gruppen</translation>
    </message>
    <message>
        <source>none: no rule lets this vehicle in</source>
        <translation>keine: Keine Regel lässt dieses Fahrzeug ein</translation>
    </message>
    <message>
        <source>Valid</source>
        <translation>Gültig</translation>
    </message>
    <message>
        <source>Owner</source>
        <translation>Halter</translation>
    </message>
    <message>
        <source>nobody</source>
        <translation>niemand</translation>
    </message>
    <message>
        <source>Show the owner</source>
        <translation>Halter anzeigen</translation>
    </message>
</context>
<context>
    <name>gatehouse::ui::VehicleForm</name>
    <message>
        <source>Plate</source>
        <translation>Kennzeichen</translation>
    </message>
    <message>
        <source>Blanks, dots and dashes do not matter.</source>
        <translation>Leerzeichen, Punkte und Bindestriche sind egal.</translation>
    </message>
    <message>
        <source>Owner</source>
        <translation>Halter</translation>
    </message>
    <message>
        <source>Type a part of the name. May stay empty.</source>
        <translation>Teil des Namens eingeben. Darf leer bleiben.</translation>
    </message>
    <message>
        <source>Description</source>
        <translation>Beschreibung</translation>
    </message>
    <message>
        <source>What a guard sees: colour, make.</source>
        <translation>Was man sieht: Farbe, Marke.</translation>
    </message>
    <message>
        <source>Region of the plate</source>
        <translation>Kennzeichenregion</translation>
    </message>
    <message>
        <source>Groups</source>
        <translation>Gruppen</translation>
    </message>
    <message>
        <source>Access rules say which group may pass where and when.</source>
        <translation>Zutrittsregeln legen fest, welche Gruppe wo und wann passieren darf.</translation>
    </message>
    <message>
        <source>Change %1</source>
        <translation>%1 ändern</translation>
    </message>
    <message>
        <source>New vehicle</source>
        <translation>Neues Fahrzeug</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>Speichern</translation>
    </message>
    <message>
        <source>Add vehicle</source>
        <translation>Fahrzeug hinzufügen</translation>
    </message>
    <message>
        <source>Type the plate: 1 to 12 letters, digits or Chinese characters.</source>
        <translation>Kennzeichen eingeben: 1 bis 12 Buchstaben, Ziffern oder chinesische Zeichen.</translation>
    </message>
    <message>
        <source>Choose somebody from the list, or empty the line.</source>
        <translation>Jemanden aus der Liste wählen oder die Zeile leeren.</translation>
    </message>
    <message>
        <source>This plate is registered already. Search for it to see whose it is.</source>
        <translation>Dieses Kennzeichen ist bereits registriert. Danach suchen, um den Halter zu sehen.</translation>
    </message>
    <message>
        <source>Keep the description below 200 letters.</source>
        <translation>Beschreibung unter 200 Zeichen halten.</translation>
    </message>
    <message>
        <source>May be let in</source>
        <translation>Darf eingelassen werden</translation>
    </message>
    <message>
        <source>Valid</source>
        <translation>Gültig</translation>
    </message>
</context>
<context>
    <name>gatehouse::ui::VehiclesPage</name>
    <message>
        <source>No vehicle is here yet</source>
        <translation>Noch keine Fahrzeuge</translation>
    </message>
    <message>
        <source>Vehicles whose plates the lanes know stand here. Add the first one, or import a list.</source>
        <translation>Hier stehen Fahrzeuge, deren Kennzeichen die Spuren kennen. Das erste hinzufügen oder eine Liste importieren.</translation>
    </message>
    <message>
        <source>Add vehicle</source>
        <translation>Fahrzeug hinzufügen</translation>
    </message>
    <message>
        <source>Vehicles</source>
        <translation>Fahrzeuge</translation>
    </message>
    <message>
        <source>Plate, description or owner</source>
        <translation>Kennzeichen, Beschreibung, Halter</translation>
    </message>
    <message>
        <source>Plate</source>
        <translation>Kennzeichen</translation>
    </message>
    <message>
        <source>Region</source>
        <translation>Region</translation>
    </message>
    <message>
        <source>Owner</source>
        <translation>Halter</translation>
    </message>
    <message>
        <source>Description</source>
        <translation>Beschreibung</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>Entfernen</translation>
    </message>
    <message>
        <source>Change</source>
        <translation>Ändern</translation>
    </message>
    <message>
        <source>Vehicle</source>
        <translation>Fahrzeug</translation>
    </message>
    <message>
        <source>Remove %1?</source>
        <translation>%1 entfernen?</translation>
    </message>
    <message>
        <source>The lanes no longer know this plate. Past events stay.</source>
        <translation>Die Spuren kennen dieses Kennzeichen dann nicht mehr. Frühere Ereignisse bleiben.</translation>
    </message>
</context>
<context>
    <name>gatehouse::ui::WeekGrid</name>
    <message>
        <source>Week</source>
        <translation>Woche</translation>
    </message>
    <message>
        <source>%1 %2: %3. All: %4</source>
        <translation>%1 %2: %3. Gesamt: %4</translation>
    </message>
    <message>
        <source>filled</source>
        <translation>gefüllt</translation>
    </message>
    <message>
        <source>empty</source>
        <translation>leer</translation>
    </message>
</context>
<context>
    <name>gatehouse::ui::WindowPrompts</name>
    <message>
        <source>No printer is set up on this machine.</source>
        <translation>Auf diesem Rechner ist kein Drucker eingerichtet.</translation>
    </message>
</context>
</TS>
