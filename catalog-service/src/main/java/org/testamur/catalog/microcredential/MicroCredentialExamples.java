package org.testamur.catalog.microcredential;

/** Holds the examples of the OpenAPI document. */
final class MicroCredentialExamples {

    static final String DEFINITION = """
            {"title": "Food Safety Licence",
             "description": "Licensed to receive, store, prepare and serve food in a commercial kitchen.",
             "language": "en",
             "criteria": "Scored 60 of 100 points or more in the invigilated written assessment.",
             "outcomes": [
               {"text": "Recognise hazards at each step from delivery to plate.",
                "targetName": "Hotel, restaurants and catering",
                "targetUrl": "http://data.europa.eu/esco/isced-f/1013", "targetFramework": "ISCED-F 2013"},
               {"text": "Hold chilled, frozen and hot food at safe temperatures."}],
             "awardType": "License", "workload": {"hours": 16, "ects": 0.5},
             "level": {"framework": "EQF", "value": "3"}, "assessmentType": "Invigilated written assessment",
             "passMark": 60, "maximumScore": 100, "price": {"amount": 12000, "currency": "EUR"}, "validity": "P3Y",
             "imageAlternativeText": "A chef's hat above a shield with a tick, on green"}""";

    static final String VERSION = """
            {"number": 1, "title": "Food Safety Licence",
             "description": "Licensed to receive, store, prepare and serve food in a commercial kitchen.",
             "language": "en",
             "criteria": "Scored 60 of 100 points or more in the invigilated written assessment.",
             "outcomes": [{"text": "Hold chilled, frozen and hot food at safe temperatures."}],
             "awardType": "License", "workload": {"hours": 16, "ects": 0.5},
             "level": {"framework": "EQF", "value": "3"}, "assessmentType": "Invigilated written assessment",
             "passMark": 60, "maximumScore": 100, "price": {"amount": 12000, "currency": "EUR"}, "validity": "P3Y",
             "image": {"url": "https://localhost:8443/catalog/micro-credentials/01990a6b-7c11-7d09-b3a2-5e1d9f0c4a88/versions/1/image",
                       "mediaType": "image/svg+xml",
                       "alternativeText": "A chef's hat above a shield with a tick, on green"},
             "achievementId": "https://localhost:8443/catalog/micro-credentials/01990a6b-7c11-7d09-b3a2-5e1d9f0c4a88/versions/1",
             "publishedAt": "2026-11-20T09:30:00Z"}""";

    static final String DRAFTED = """
            {"id": "01990a6b-7c11-7d09-b3a2-5e1d9f0c4a88", "institutionId": "01990a5e-3b1c-7c42-9d0f-3f6a52c1b7e4",
             "state": "draft", "version": 0,
             "draft": {"title": "Food Safety Licence",
               "description": "Licensed to receive, store, prepare and serve food in a commercial kitchen.",
               "language": "en",
               "criteria": "Scored 60 of 100 points or more in the invigilated written assessment.",
               "outcomes": [{"text": "Hold chilled, frozen and hot food at safe temperatures."}],
               "awardType": "License", "workload": {"hours": 16, "ects": 0.5},
               "level": {"framework": "EQF", "value": "3"}, "assessmentType": "Invigilated written assessment",
               "passMark": 60, "maximumScore": 100},
             "publishedVersions": []}""";

    static final String PUBLISHED = """
            {"id": "01990a6b-7c11-7d09-b3a2-5e1d9f0c4a88", "institutionId": "01990a5e-3b1c-7c42-9d0f-3f6a52c1b7e4",
             "state": "published", "version": 2,
             "publishedVersions": [
            """ + VERSION + "]}";

    private MicroCredentialExamples() {}
}
